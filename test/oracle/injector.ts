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
  readonly metadata: { readonly name?: string; readonly generateName?: string; readonly [key: string]: any };
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
  return judged(tools.inject, installation, workloads, { ENABLE_NATIVE_SIDECARS: String(native) });
}

/** The pods after Istio's own webhook, which reads the whole of the injector's configuration. */
export function admit(tools: GoTools, installation: Installation, native: boolean, pods: readonly object[]): KubeObject[] {
  return judged(tools.admit, installation, pods, { ENABLE_NATIVE_SIDECARS: String(native) });
}

/** What Istio's own controller applies for the Gateways among the objects. */
export function deployed(tools: GoTools, installation: Installation, objects: readonly object[]): KubeObject[] {
  return judged(tools.gateways, installation, objects, { PILOT_ENABLE_AMBIENT: 'true', AMBIENT_ENABLE_MULTI_NETWORK: 'true' });
}

function judged(tool: string, installation: Installation, objects: readonly object[], env: Record<string, string>): KubeObject[] {
  const { config, values, mesh, revision } = installation;
  const separator = tool.endsWith('inject') ? '\n---\n' : '\n';
  const output = withFile(config, (configFile) => withFile(values, (valuesFile) => withFile(mesh, (meshFile) =>
    execFileSync(tool, [`--config=${configFile}`, `--values=${valuesFile}`, `--mesh=${meshFile}`, `--revision=${revision}`], {
      input: objects.map((object) => JSON.stringify(object)).join(separator),
      encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env },
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
