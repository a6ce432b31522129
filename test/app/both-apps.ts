import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, AppProps } from 'cdk8s';
import { MeshApp } from '../../src/app/mesh-app';

/** What a synthesis leaves: the files by their paths, or the error. */
export interface Outcome {
  readonly files: Record<string, string>;
  readonly error?: string;
}

type AppClass = new (props?: AppProps) => App;
type Build = (app: App) => void;

/** Builds the same app on `App` and on `MeshApp` and synthesizes both. */
export function synthBoth(build: Build, props: AppProps = {}): { plain: Outcome; mesh: Outcome } {
  return { plain: synthesize(App, build, props), mesh: synthesize(MeshApp, build, props) };
}

/** The outcome without the cycle that an error names: where several lead through a graph, the apps may name different ones. */
export function anyCycle({ files, error }: Outcome): Outcome {
  return { files, error: error?.replace(/^.*(Dependency cycle detected): .*$/, '$1') };
}

export function synthMesh(build: Build, props: AppProps = {}): Outcome {
  return synthesize(MeshApp, build, props);
}

function synthesize(AppOfTest: AppClass, build: Build, props: AppProps): Outcome {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-app-'));
  let error: string | undefined;
  try {
    const app = new AppOfTest({ outdir, ...props });
    build(app);
    app.synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const files = read(outdir);
  fs.rmSync(outdir, { recursive: true });
  return { files, error };
}

function read(directory: string): Record<string, string> {
  const entries = fs.readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(entries
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [path.relative(directory, file), fs.readFileSync(file, 'utf8')]));
}
