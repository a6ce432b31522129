import { execFileSync } from 'child_process';
import { parseAllDocuments } from 'yaml';
import { GoTools } from './go-tools';

/** The spec of an IstioOperator, which istioctl takes; its namespace stands in the metadata. */
export interface OperatorSpec {
  readonly profile?: string;
  readonly hub?: string;
  readonly tag?: string;
  readonly namespace?: string;
  readonly revision?: string;
  readonly meshConfig?: object;
  readonly components?: object;
  readonly values?: object;
  /** Passes on values that the charts know but istioctl's own schema does not. */
  readonly unchecked?: true;
}

/** The objects of a control plane without gateways that Istio's own charts make. */
export function upstreamManifests({ istioctl }: GoTools, { namespace = 'istio-system', unchecked, ...spec }: OperatorSpec): any[] {
  const operator = {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    metadata: { namespace },
    spec: { profile: 'minimal', hub: 'docker.io/istio', tag: '1.31.1', ...spec },
  };
  const output = execFileSync(istioctl, ['manifest', 'generate', ...unchecked ? ['--force'] : [], '-f', '-'], {
    input: JSON.stringify(operator), encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'inherit'],
  });
  return parseAllDocuments(output).map((document) => document.toJS()).filter(Boolean);
}
