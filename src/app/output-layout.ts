import * as fs from 'fs';
import * as path from 'path';
import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { ChartNames, ObjectNames } from './file-names';
import { OutputFile } from './output-file';
import { SynthDocument } from './synth-document';
import { Synthesis } from './synthesis';

/** Divides the documents of a synthesis into the files of each `YamlOutputType`. */
export class OutputLayout {
  private readonly outdir: string;
  private readonly extension: string;
  private readonly type: YamlOutputType;

  constructor(private readonly synthesis: Synthesis, app: App) {
    this.outdir = app.outdir;
    this.extension = app.outputFileExtension;
    this.type = app.yamlOutputType;
  }

  public write(): void {
    switch (this.type) {
      case YamlOutputType.FILE_PER_APP: return this.filePerApp();
      case YamlOutputType.FILE_PER_CHART: return this.filePerChart();
      case YamlOutputType.FILE_PER_RESOURCE: return this.filePerResource();
      case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: return this.folderPerChart();
    }
  }

  private filePerApp(): void {
    if (this.synthesis.charts.length > 0) this.file(this.outdir, 'app', this.synthesis.documents());
  }

  private filePerChart(): void {
    for (const [chart, name] of this.namedCharts()) this.file(this.outdir, name, this.synthesis.documentsOf(chart));
  }

  private filePerResource(): void {
    const names = new ObjectNames();
    for (const document of this.synthesis.documents()) {
      if (document.manifest) this.file(this.outdir, names.claim(document.manifest, document.place), [document]);
    }
  }

  private folderPerChart(): void {
    for (const [chart, folder] of this.namedCharts()) {
      const names = new ObjectNames();
      const directory = path.join(this.outdir, folder);
      fs.mkdirSync(directory, { recursive: true });
      for (const document of this.synthesis.objectDocumentsOf(chart)) {
        // cdk8s names these files before it renders the object: patches do not show in them.
        const { kind, apiVersion, metadata } = document.place;
        this.file(directory, names.claim({ kind, apiVersion, metadata }, document.place), [document]);
      }
    }
  }

  private * namedCharts(): Iterable<[chart: Chart, name: string]> {
    const names = new ChartNames();
    for (const [index, chart] of this.synthesis.charts.entries()) {
      const prefix = this.synthesis.numbered ? `${String(index).padStart(4, '0')}-` : '';
      yield [chart, names.claim(prefix + Names.toDnsLabel(chart), chart)];
    }
  }

  private file(directory: string, name: string, documents: Iterable<SynthDocument>): void {
    OutputFile.write(path.join(directory, name + this.extension), documents);
  }
}
