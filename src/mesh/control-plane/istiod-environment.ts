import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { ControlPlane } from './control-plane';
import { FEATURE_PROPERTIES, featureVariables } from './feature-variables';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The property that makes a variable, and so is its only writer. */
const PROPERTIES: Record<string, string> = {
  REVISION: 'revision',
  CLUSTER_ID: 'clusterName',
  PILOT_TRACE_SAMPLING: 'istiod.traceSampling',
  ENABLE_NATIVE_SIDECARS: 'proxy.nativeSidecars',
  PLATFORM: 'platform',
  PILOT_ENABLE_AMBIENT: 'dataPlane',
  CA_TRUSTED_NODE_ACCOUNTS: 'dataPlane',
  PILOT_CERT_PROVIDER: 'ca',
  ENABLE_CA_SERVER: 'ca',
  EXTERNAL_CA: 'ca',
  CERT_SIGNER_DOMAIN: 'ca',
  ISTIO_MULTIROOT_MESH: 'ca',
  ...FEATURE_PROPERTIES,
};
/** Variables that only make sense together with others, which a CA knows, so a flag alone is refused whatever the CA is. */
const OF_THE_CA = ['ENABLE_CA_SERVER', 'EXTERNAL_CA', 'CERT_SIGNER_DOMAIN'];
/** Without agents on the nodes, an istiod that thinks it has them configures proxies for tunnels that do not exist. */
const OF_THE_DATA_PLANE = ['PILOT_ENABLE_AMBIENT'];

/** With this policy istiod uses no other cryptography than what the standard approves, Go's runtime included. */
const FIPS = 'fips-140-3';
const STRICT_FIPS = { GODEBUG: 'fips140=only' };

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

/** The environment of istiod: what the mesh sets, and the user's feature flags. */
export function istiodEnvironment(place: IConstruct, plane: ControlPlane): Variable[] {
  const { istiod: { env: flags = {}, analysis = false }, revision, clusterName, nativeSidecars, ca } = plane;
  const own: Variable[] = [
    { name: 'REVISION', value: revision.label },
    ...Object.entries({ PILOT_CERT_PROVIDER: 'istiod', ...ca.env }).map(([name, value]) => ({ name, value })),
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
    field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    { name: 'KUBECONFIG', value: '/var/run/secrets/remote/config' },
    { name: 'PILOT_TRACE_SAMPLING', value: traceSampling(place, plane) },
    { name: 'PILOT_ENABLE_ANALYSIS', value: String(analysis) },
    { name: 'CLUSTER_ID', value: clusterName },
    { name: 'GOMAXPROCS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } },
    ...dataPlaneVariables(plane),
    ...Object.entries(featureVariables(plane)).map(([name, value]) => ({ name, value })),
    ...nativeSidecars === undefined ? [] : [{ name: 'ENABLE_NATIVE_SIDECARS', value: String(nativeSidecars) }],
  ];
  checkFlags(place, flags, own);
  const fips = flags.COMPLIANCE_POLICY === FIPS ? STRICT_FIPS : {};
  const defaults: Record<string, string> = { ...plane.compatibilityFlags, ...fips, ...(!plane.dataPlane.ambient && trustedAccounts(plane)) };
  const rest = Object.entries({ ...defaults, ...flags })
    .filter(([name]) => !own.some((variable) => variable.name === name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [...own, ...rest.map(([name, value]) => ({ name, value }))];
}

function checkFlags(place: IConstruct, flags: Record<string, string>, own: Variable[]): void {
  for (const name of Object.keys(flags)) {
    if (!NAME.test(name)) {
      fail(place, `istiod.env '${name}' is not the name of a variable (letters, digits and '_', first not a digit)`, "write it like 'PILOT_ENABLE_ALPN_FILTER'");
    }
    if ([...OF_THE_CA, ...OF_THE_DATA_PLANE, ...Object.keys(FEATURE_PROPERTIES)].includes(name) || own.some((variable) => variable.name === name)) {
      const property = PROPERTIES[name];
      fail(place, `istiod.env has ${name}, which ${property ? `property ${property}` : 'the mesh'} sets`, property ? `say it with ${property} only` : 'leave it out');
    }
  }
}

function dataPlaneVariables(plane: ControlPlane): Variable[] {
  const { istiod: platform } = plane.platform._facts;
  const variables = {
    ...(platform && { PLATFORM: platform }),
    ...(plane.dataPlane.ambient && { PILOT_ENABLE_AMBIENT: 'true', ...trustedAccounts(plane) }),
  };
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

/** Who gets certificates of others: the accounts of proxies that speak for all pods of their node. */
function trustedAccounts({ dataPlane: { ztunnel } }: ControlPlane): Record<string, string> {
  return { CA_TRUSTED_NODE_ACCOUNTS: `${ztunnel.namespace}/${ztunnel.name}` };
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
