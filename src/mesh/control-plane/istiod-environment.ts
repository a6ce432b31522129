import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { ControlPlane } from './control-plane';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The property that makes a variable, and so is its only writer. */
const PROPERTIES: Record<string, string> = {
  REVISION: 'revision',
  CLUSTER_ID: 'clusterName',
  PILOT_TRACE_SAMPLING: 'istiod.traceSampling',
  ENABLE_NATIVE_SIDECARS: 'proxy.nativeSidecars',
};

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

/** The environment of istiod: what the mesh sets, and the user's feature flags. */
export function istiodEnvironment(place: IConstruct, plane: ControlPlane): Variable[] {
  const { istiod: { env: flags = {} }, revision, clusterName, namespace, nativeSidecars } = plane;
  const own: Variable[] = [
    { name: 'REVISION', value: revision.label },
    { name: 'PILOT_CERT_PROVIDER', value: 'istiod' },
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
    field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    { name: 'KUBECONFIG', value: '/var/run/secrets/remote/config' },
    { name: 'PILOT_TRACE_SAMPLING', value: traceSampling(place, plane) },
    { name: 'PILOT_ENABLE_ANALYSIS', value: 'false' },
    { name: 'CLUSTER_ID', value: clusterName },
    { name: 'GOMAXPROCS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } },
    ...nativeSidecars === undefined ? [] : [{ name: 'ENABLE_NATIVE_SIDECARS', value: String(nativeSidecars) }],
  ];
  checkFlags(place, flags, own);
  const defaults = { CA_TRUSTED_NODE_ACCOUNTS: `${namespace}/ztunnel` };
  const rest = Object.entries({ ...defaults, ...flags }).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...own, ...rest.map(([name, value]) => ({ name, value }))];
}

function checkFlags(place: IConstruct, flags: Record<string, string>, own: Variable[]): void {
  for (const name of Object.keys(flags)) {
    if (!NAME.test(name)) {
      fail(place, `istiod.env '${name}' is not the name of a variable (letters, digits and '_', first not a digit)`, "write it like 'PILOT_ENABLE_ALPN_FILTER'");
    }
    if (own.some((variable) => variable.name === name)) {
      const property = PROPERTIES[name];
      fail(place, `istiod.env has ${name}, which ${property ? `property ${property}` : 'the mesh'} sets`, property ? `say it with ${property} only` : 'leave it out');
    }
  }
}

function traceSampling(place: IConstruct, { istiod: { traceSampling: percent = 1 } }: ControlPlane): string {
  if (!(percent >= 0 && percent <= 100)) {
    fail(place, `istiod.traceSampling is ${percent}, 0 to 100 (percent) are allowed`, 'give such a number');
  }
  return String(percent);
}

function field(name: string, fieldPath: string): Variable {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
}
