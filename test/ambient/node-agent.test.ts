import { Duration } from 'cdk8s';
import { UpdateStrategy } from '../../src/ambient/update-strategy';
import { AmbientOptions } from '../../src/mesh/data-plane-options';
import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { ambient, ambientRefusal, container, pod } from './agents';

const AGENTS: [string, 'cni' | 'ztunnel'][] = [['istio-cni-node', 'cni'], ['ztunnel', 'ztunnel']];

test.each(AGENTS)('%s takes what its user says of its pods', (name, property) => {
  const manifests = ambient({
    [property]: {
      nodeSelector: { pool: 'apps' }, tolerations: [], affinity: { nodeAffinity: {} }, terminationGracePeriod: Duration.minutes(1),
      resources: { requests: { cpu: '1' }, limits: { cpu: '2' } }, imagePullPolicy: ImagePullPolicy.ALWAYS,
    },
  });
  expect(pod(manifests, name)).toMatchObject({
    nodeSelector: { 'pool': 'apps', 'kubernetes.io/os': 'linux' }, tolerations: [], affinity: { nodeAffinity: {} }, terminationGracePeriodSeconds: 60,
  });
  expect(container(manifests, name)).toMatchObject({ imagePullPolicy: 'Always', resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } });
});

test.each(AGENTS)('%s takes labels and annotations besides its own', (name, property) => {
  const { metadata, spec } = ambient({ [property]: { labels: { cost: 'platform' }, podLabels: { team: 'mesh' }, podAnnotations: { note: 'x' } } })
    .get('DaemonSet', name);
  expect(metadata.labels).toMatchObject({ 'cost': 'platform', 'app.kubernetes.io/part-of': 'istio' });
  expect(spec.template.metadata).toMatchObject({
    labels: { 'team': 'mesh', 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' },
    annotations: { 'note': 'x', 'prometheus.io/scrape': 'true' },
  });
});

test.each(AGENTS)('%s takes variables besides its own', (name, property) => {
  const { env } = container(ambient({ [property]: { env: { SOME_FLAG: 'on' } } }), name);
  expect(env).toContainEqual({ name: 'SOME_FLAG', value: 'on' });
});

test.each(AGENTS)('%s takes an SELinux context', (name, property) => {
  const { securityContext } = container(ambient({ [property]: { seLinuxOptions: { level: 's0:c1,c2' } } }), name);
  expect(securityContext.seLinuxOptions).toEqual({ type: 'spc_t', level: 's0:c1,c2' });
});

test('pods of the highest priority can be given a quota', () => {
  expect(ambient({ ztunnel: { podQuota: 100 } }).get('ResourceQuota', 'ztunnel').spec).toEqual({
    hard: { pods: '100' },
    scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }] },
  });
});

test.each<[string, UpdateStrategy, object]>([
  ['one by one', UpdateStrategy.rollingUpdate(), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }],
  ['by a share of the nodes', UpdateStrategy.rollingUpdate({ maxUnavailable: '10%' }), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } }],
  ['beside the old ones', UpdateStrategy.rollingUpdate({ maxSurge: '2' }), { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }],
  ['by hand', UpdateStrategy.onDelete(), { type: 'OnDelete' }],
])('pods are replaced %s', (_, updateStrategy, spec) => {
  expect(ambient({ ztunnel: { updateStrategy } }).get('DaemonSet', 'ztunnel').spec.updateStrategy).toEqual(spec);
});

test.each<[string, AmbientOptions, string]>([
  ['a hub with a scheme', { cni: { hub: 'https://docker.io' } }, "cni.hub 'https://docker.io' is not a registry and path of images"],
  ['a tag that is none', { ztunnel: { tag: 'sha256:abc' } }, "ztunnel.tag 'sha256:abc' is not an image tag"],
  ['an empty image', { ztunnel: { image: '' } }, "Mesh 'prod/mesh': ztunnel.image is empty, a name or a whole reference is allowed; leave it out for the default"],
  ['no time to end', { cni: { terminationGracePeriod: Duration.millis(100) } },
    'cni.terminationGracePeriod is 0.1 s, whole seconds from 1 on are allowed; give such a duration'],
  ['a quota for no pods', { cni: { podQuota: 0 } }, 'cni.podQuota is 0, whole numbers from 1 on are allowed; give such a number'],
  ['a name that is no variable', { cni: { env: { 'A-B': 'x' } } },
    "cni.env 'A-B' is not the name of a variable (letters, digits and '_', first not a digit); write it like 'RUST_BACKTRACE'"],
  ['a variable that the agent has', { ztunnel: { env: { XDS_ADDRESS: 'x' } } },
    'ztunnel.env has XDS_ADDRESS, which the mesh sets; leave it out, or take the property that sets it'],
  ['a variable of the config', { cni: { env: { AMBIENT_IPV6: 'false' } } }, 'cni.env has AMBIENT_IPV6, which the mesh sets'],
  ['a label that the agent has', { ztunnel: { podLabels: { app: 'mine' } } }, "ztunnel.podLabels has 'app', which the mesh sets itself; leave out these labels"],
  ['a label with blanks', { ztunnel: { podLabels: { team: 'a b' } } }, "ztunnel.podLabels 'team' 'a b' is not a label value"],
  ['resources that are none', { cni: { resources: { requests: { cpu: 'much' } } } }, "cni.resources requests cpu 'much' is not a quantity"],
  ['an update of no nodes', { cni: { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: '0%' }) } },
    'cni.updateStrategy has maxSurge and maxUnavailable 0, one of them has to be more; raise one of them'],
  ['more than all nodes', { cni: { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: '101%' }) } },
    "cni.updateStrategy maxUnavailable is '101%', a number or a percentage up to 100% is allowed; write e.g. '1' or '10%'"],
])('%s is refused', (_, options, message) => {
  expect(ambientRefusal(options)).toThrow(message);
});
