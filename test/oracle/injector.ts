import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { GoTools } from './go-tools';

/** What istiod knows when it injects: the injector's ConfigMap, the mesh config and its revision. */
export interface Installation {
  readonly config: string;
  readonly values: string;
  readonly mesh: string;
  readonly revision: string;
}

export interface KubeObject {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly generateName?: string };
  readonly [key: string]: any;
}

/** What upstream's own chart installs for this IstioOperator spec. */
export function upstreamInstallation(tools: GoTools, spec: { revision?: string }): Installation {
  const operator = JSON.stringify({ apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: { profile: 'default', ...spec } });
  const output = withFile(operator, (file) => execFileSync(tools.istioctl, ['manifest', 'generate', '--force', '-f', file], {
    encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'],
  }));
  const objects: KubeObject[] = parseAllDocuments(output).map((document) => document.toJS()).filter(Boolean);
  const suffix = spec.revision ? `-${spec.revision}` : '';
  const data = (name: string) => {
    const found = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `${name}${suffix}`);
    if (!found) throw new Error(`upstream has no ConfigMap ${name}${suffix}`);
    return found.data;
  };
  const { config, values } = data('istio-sidecar-injector');
  return { config, values, mesh: data('istio').mesh, revision: spec.revision ?? '' };
}

/** The workloads after Istio's own injection. */
export function inject(tools: GoTools, installation: Installation, native: boolean, workloads: readonly object[]): KubeObject[] {
  const { config, values, mesh, revision } = installation;
  const input = workloads.map((workload) => JSON.stringify(workload)).join('\n---\n');
  const output = withFile(config, (configFile) => withFile(values, (valuesFile) => withFile(mesh, (meshFile) =>
    execFileSync(tools.inject, [`--config=${configFile}`, `--values=${valuesFile}`, `--mesh=${meshFile}`, `--revision=${revision}`], {
      input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ENABLE_NATIVE_SIDECARS: String(native) },
    }))));
  return parseAllDocuments(output).map((document) => document.toJS()).filter(Boolean);
}

function withFile<T>(content: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'istos-oracle-'));
  try {
    const file = join(folder, 'file.yaml');
    writeFileSync(file, content);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
