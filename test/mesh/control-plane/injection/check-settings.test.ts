import { injectorConfig, InjectionSettings } from '../../../../src/mesh/control-plane/injection/injection';
import { SETTINGS, withProxy } from './settings';

function injecting(settings: InjectionSettings): () => unknown {
  return () => injectorConfig(`Mesh 'prod/mesh'`, settings);
}

test.each<[Partial<InjectionSettings>, string]>([
  [{ hub: '' }, `hub is empty; name the images' registry and folder, e.g. 'registry.istio.io/release'`],
  [{ tag: '' }, `tag is empty; name the images' tag, e.g. '1.31.1'`],
  [{ trustDomain: '' }, `trustDomain is empty; name the trust domain, e.g. 'cluster.local'`],
  [{ clusterDomain: '' }, `clusterDomain is empty; name the cluster's DNS domain, e.g. 'cluster.local'`],
  [{ clusterName: '' }, `clusterName is empty; name the cluster, e.g. 'Kubernetes'`],
  [{ caAddress: 'istiod' }, `caAddress 'istiod' is not 'host:port'; write e.g. 'istiod.istio-system.svc:15012'`],
  [{ caAddress: 'https://istiod:15012' }, `caAddress 'https://istiod:15012' is not 'host:port'`],
  [{ caAddress: 'istiod:70000' }, `caAddress 'istiod:70000' is not 'host:port'`],
  [{ logLevel: 'info' }, `logLevel 'info' is not a list of 'scope:level' with level 'debug', 'info', 'warn', 'error', 'fatal' or 'none'; write e.g. 'default:info'`],
  [{ imagePullPolicy: 'Sometimes' }, `imagePullPolicy is 'Sometimes'; choose 'Always', 'IfNotPresent' or 'Never'`],
  [{ neverInjectSelector: [{ matchExpressions: [{ key: 'x', operator: 'Is' }] }] },
    `operator in neverInject is 'Is'; choose 'In', 'NotIn', 'Exists' or 'DoesNotExist'`],
  [{ alwaysInjectSelector: [{ matchExpressions: [{ operator: 'Exists' }] }] }, 'key in alwaysInject is empty; name a label'],
  [{ alwaysInjectSelector: [{}] }, 'alwaysInject has an empty selector, which istiod passes over; name a label, or leave out the selector'],
  [{ defaultTemplates: ['sidecar', 'debug'] },
    `injection.defaultTemplates has 'debug', which is no template of pods; name 'sidecar', 'gateway' or 'grpc-agent', or make the template`],
  [{ defaultTemplates: ['waypoint'] }, `injection.defaultTemplates has 'waypoint', which is no template of pods`],
  [{ defaultTemplates: [] }, `injection.defaultTemplates is empty; name 'sidecar', 'gateway' or 'grpc-agent'`],
  [{ aliases: { both: ['sidecar', 'debug'] } }, `injection.aliases of 'both' has 'debug', which is no template of pods`],
  [{ aliases: { one: ['sidecar'], two: ['one'] } }, `injection.aliases of 'two' has 'one', which is no template of pods`],
  [{ aliases: { sidecar: ['gateway'] } }, `injection.aliases has 'sidecar', which is a template; give the alias another name`],
  [{ templates: [{ name: 'kube-gateway', content: '' }] }, `injection has two templates 'kube-gateway'; give yours another name`],
  [{ templates: [{ name: 'a', content: '' }, { name: 'a', content: '' }] }, `injection has two templates 'a'`],
])('%p is refused', (change, message) => {
  expect(injecting({ ...SETTINGS, ...change })).toThrow(`Mesh 'prod/mesh': ${message}`);
});

test.each<[Partial<InjectionSettings['proxy']>, string]>([
  [{ image: '' }, `proxy.image is empty; name the image, e.g. 'proxyv2'`],
  [{ initImage: '' }, `proxy.initImage is empty; name the image, e.g. 'proxyv2'`],
  [{ logLevel: 'warn' }, `proxy.logLevel is 'warn'; choose 'trace', 'debug', 'info', 'warning', 'error', 'critical' or 'off'`],
  [{ componentLogLevel: 'misc' }, `proxy.componentLogLevel 'misc' is not a list of 'scope:level' with level`],
  [{ resources: { requests: { cpu: '1 core' } } }, `proxy.resources has cpu '1 core', which is not a quantity; write e.g. '100m' or '128Mi'`],
  [{ statusPort: 70000 }, 'proxy.statusPort is 70000; give a whole number from 0 to 65535'],
  [{ readiness: { initialDelaySeconds: -1, periodSeconds: 1, failureThreshold: 1 } }, 'proxy.readiness.initialDelaySeconds is -1; give a whole number from 0 to'],
  [{ readiness: { initialDelaySeconds: 0, periodSeconds: 0, failureThreshold: 1 } }, 'proxy.readiness.periodSeconds is 0; give a whole number from 1 to'],
  [{ readiness: { initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 1.5 } }, 'proxy.readiness.failureThreshold is 1.5; give a whole number from 1 to'],
  [{ stsPort: 0 }, 'proxy.stsPort is 0; give a whole number from 1 to 65535'],
  [{ startup: { failureThreshold: 0 } }, 'proxy.startup.failureThreshold is 0; give a whole number from 1 to'],
  [{ includeIPRanges: '10.0.0.0' }, `proxy.includeIPRanges has '10.0.0.0', which is not a CIDR range; write e.g. '10.0.0.0/8', several with ',' and without spaces`],
  [{ excludeIPRanges: '*' }, `proxy.excludeIPRanges has '*', which is not a CIDR range`],
  [{ includeInboundPorts: '80, 443' }, `proxy.includeInboundPorts has ' 443', which is not a port; write e.g. '80,443', several with ',' and without spaces`],
  [{ excludeInboundPorts: '*' }, `proxy.excludeInboundPorts has '*', which is not a port`],
  [{ includeOutboundPorts: '99999' }, `proxy.includeOutboundPorts has '99999', which is not a port`],
  [{ excludeOutboundPorts: 'http' }, `proxy.excludeOutboundPorts has 'http', which is not a port`],
])('proxy %p is refused', (change, message) => {
  expect(injecting(withProxy(change))).toThrow(`Mesh 'prod/mesh': ${message}`);
});

test('lists of ranges, ports and levels are allowed', () => {
  expect(injecting(withProxy({
    includeIPRanges: '10.0.0.0/8,fd00::/8', includeInboundPorts: '80,443', excludeOutboundPorts: '25', componentLogLevel: 'misc:error,http:debug', startup: undefined,
  }))).not.toThrow();
});

test('default templates may be aliases and templates of the user', () => {
  expect(injecting({
    ...SETTINGS, templates: [{ name: 'debug', content: '{}' }], aliases: { both: ['sidecar', 'debug'] }, defaultTemplates: ['both', 'debug', 'grpc-agent'],
  })).not.toThrow();
});
