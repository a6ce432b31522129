import { ConfigValidation } from '../../src/mesh/config-validation';
import { ControlPlaneLocation } from '../../src/mesh/control-plane-location';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Profile } from '../../src/mesh/profile';
import { RemoteWebhooks } from '../../src/mesh/remote-webhooks';
import { CA_PEM } from '../mesh/ca-pem';
import { MatrixRow, row, uncheckedRow } from './matrix-row';
import { OperatorSpec } from './upstream-manifests';

const { local, remote, external, localInjector } = ControlPlaneLocation;
const IP = '192.0.2.7';
const HOST = 'istiod.example.com';
const PATH = '/inject/cluster/east/net/n1';
const URL = `https://${HOST}:15017${PATH}`;
const BUNDLE = Buffer.from(CA_PEM).toString('base64');

/** Control planes of other clusters, and those that serve other clusters. */
export const REMOTE_ROWS: readonly MatrixRow[] = [
  elsewhere('an address', remote(IP), { remotePilotAddress: IP }),
  elsewhere('an IPv6 address', remote('2001:db8::7'), { remotePilotAddress: '2001:db8::7' }),
  elsewhere('a DNS name', remote(HOST), { remotePilotAddress: HOST }, { injectionURL: URL }),
  elsewhere('a DNS name that answers at port 443', remote(HOST, { webhooks: RemoteWebhooks.service() }), { remotePilotAddress: HOST }),
  elsewhere('webhooks at a URL', remote(IP, { webhooks: RemoteWebhooks.url(`https://${HOST}:15017`) }), { remotePilotAddress: IP }, { injectionURL: URL }),
  elsewhere('webhooks with a CA', remote(IP, { webhooks: RemoteWebhooks.service(CA_PEM) }), { remotePilotAddress: IP }, { injectionCABundle: BUNDLE }),
  elsewhere('a URL alone', external(HOST), {}, { injectionURL: URL }),
  elsewhere('an address, of a revision', remote(IP), { remotePilotAddress: IP }, {}, { props: { revision: 'canary' }, spec: { revision: 'canary' } }),
  elsewhere('an address, of a revision, for a config cluster', remote(IP, { configCluster: true }), { remotePilotAddress: IP, configCluster: true }, {},
    { props: { revision: 'canary' }, values: { pilot: { configMap: true }, defaultRevision: 'canary' }, spec: { revision: 'canary' } }),
  elsewhere('a URL alone, for a config cluster', external(HOST, { configCluster: true }), { configCluster: true, istioNamespace: 'external-istiod' }, { injectionURL: URL }, {
    props: { namespace: 'external-istiod', validation: ConfigValidation.url(`https://${HOST}:15017/validate`) },
    values: { pilot: { configMap: true }, base: { validationURL: `https://${HOST}:15017/validate` }, defaultRevision: 'default' },
    spec: { namespace: 'external-istiod', meshConfig: { rootNamespace: 'external-istiod', defaultConfig: { discoveryAddress: `${HOST}:15012` } } },
  }),
  row('control plane elsewhere, injector here', { profile: Profile.DEFAULT, controlPlane: localInjector(IP) },
    { global: { remotePilotAddress: IP }, istiodRemote: { enabled: true, enabledLocalInjectorIstiod: true } }),
  row('control plane of remote clusters', { controlPlane: local({ servesRemoteClusters: true }) }, { global: { externalIstiod: true } }),
  row('control plane with further names', { controlPlane: local({ hosts: [HOST] }) }, { pilot: { env: { ISTIOD_CUSTOM_HOST: HOST } } }),
];

interface More {
  readonly props?: MeshProps;
  readonly values?: object;
  readonly spec?: OperatorSpec;
}

/** Without a default revision: its validator would be one that nobody gives a CA. */
function elsewhere(title: string, controlPlane: ControlPlaneLocation, global: object, istiodRemote: object = {}, more: More = {}): MatrixRow {
  const { props, values, spec } = more;
  return uncheckedRow(`control plane elsewhere: ${title}`, { profile: Profile.REMOTE, clusterName: 'east', network: 'n1', controlPlane, ...props }, {
    defaultRevision: '',
    global: { ...global, network: 'n1', multiCluster: { clusterName: 'east' } },
    istiodRemote: { injectionPath: PATH, ...istiodRemote },
    ...values,
  }, { profile: 'remote', ...spec });
}
