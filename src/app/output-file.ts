import * as fs from 'fs';
import { SynthDocument } from './synth-document';

const SEPARATOR = Buffer.from('---\n');
const CHUNK = 256 * 1024;

/**
 * A file of YAML documents, written as they come, so that a large chart need not fit into memory.
 * It takes its name when it is complete: a synthesis that fails leaves an earlier file as it was.
 */
export class OutputFile {
  private readonly partial: string;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
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
        output.append(Buffer.from(yaml));
      }
      output.finish();
    } catch (error) {
      output.discard();
      throw error;
    }
  }

  private append(bytes: Buffer): void {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes < CHUNK) return;
    this.handle ??= fs.openSync(this.partial, 'w');
    fs.writeFileSync(this.handle, this.take());
  }

  private take(): Buffer {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    return bytes;
  }

  private finish(): void {
    if (this.handle === undefined) {
      fs.writeFileSync(this.file, this.take());
      return;
    }
    fs.writeFileSync(this.handle, this.take());
    fs.closeSync(this.handle);
    fs.renameSync(this.partial, this.file);
  }

  private discard(): void {
    if (this.handle === undefined) return;
    fs.closeSync(this.handle);
    fs.rmSync(this.partial);
  }
}
