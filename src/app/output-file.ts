import * as fs from 'fs';
import { ByteText } from './byte-text';
import { SynthDocument } from './synth-document';

const SEPARATOR = Buffer.from('---\n');
const CHUNK = 256 * 1024;

/**
 * A file of YAML documents, written as they come, so that a large chart need not fit into memory.
 * It takes its name when it is complete: a synthesis that fails leaves an earlier file as it was.
 */
export class OutputFile {
  private readonly partial: string;
  private readonly pending = new ByteText();
  private handle?: number;

  private constructor(private readonly file: string) {
    this.partial = `${file}.partial`;
  }

  /** Writes a whole file. */
  public static write(file: string, documents: Iterable<SynthDocument>): void {
    const output = new OutputFile(file);
    try {
      let first = true;
      for (const { yaml } of documents) {
        if (!first) output.append(SEPARATOR);
        first = false;
        output.append(yaml);
      }
      output.finish();
    } catch (error) {
      output.discard();
      throw error;
    }
  }

  private append(bytes: Buffer): void {
    this.pending.append(bytes);
    if (this.pending.length < CHUNK) return;
    this.handle ??= fs.openSync(this.partial, 'w');
    this.flush(this.handle);
  }

  private finish(): void {
    if (this.handle === undefined) {
      this.flush(this.file);
      return;
    }
    this.flush(this.handle);
    this.close();
    fs.renameSync(this.partial, this.file);
  }

  private discard(): void {
    this.close();
    fs.rmSync(this.partial, { force: true });
  }

  private close(): void {
    if (this.handle !== undefined) fs.closeSync(this.handle);
    this.handle = undefined;
  }

  private flush(file: number | string): void {
    fs.writeFileSync(file, this.pending.view());
    this.pending.cut(0);
  }
}
