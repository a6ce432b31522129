import { Duration } from 'cdk8s';
import { ImageVariant } from '../../src/mesh/image-variant';
import { IstiodImage } from '../../src/mesh/istiod-image';
import { IstiodOptions } from '../../src/mesh/istiod-options';
import { Mesh } from '../../src/mesh/mesh';
import { Platform } from '../../src/mesh/platform';
import { DisruptionBudget, UnhealthyPodEviction } from '../../src/workload/disruption-budget';
import { IpFamilies, IpFamily } from '../../src/workload/ip-families';
import { Scaling } from '../../src/workload/scaling';
import { ScalingStep, StepChoice } from '../../src/workload/scaling-behavior';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { TerminationMessagePolicy } from '../../src/workload/termination-message-policy';
import { TrafficDistribution } from '../../src/workload/traffic-distribution';
import { CA_PEM } from './ca-pem';
import { Manifests, newChart, refusal, synth } from './synth';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const pod = (istiod: IstiodOptions) => synth({ istiod }).get('Deployment', 'istiod').spec.template.spec;

describe('the image', () => {
  test('may be a whole reference with a digest', () => {
    const image = `registry.example.com:5000/istio/pilot@${DIGEST}`;
    expect(synth({ istiod: { image: IstiodImage.reference(image) } }).istiod.image).toBe(image);
  });

  test("differs from the mesh's images in the parts that are named", () => {
    const image = IstiodImage.differing({ hub: 'example.com/fixed', tag: '1.31.1-p1' });
    expect(synth({ istiod: { image }, hub: 'example.com/istio' }).istiod.image).toBe('example.com/fixed/pilot:1.31.1-p1');
  });

  test("has the mesh's variant unless it names one", () => {
    const variant = ImageVariant.DISTROLESS;
    expect(synth({ variant, istiod: { image: IstiodImage.differing({ tag: '1.31.2' }) } }).istiod.image).toBe('docker.io/istio/pilot:1.31.2-distroless');
    expect(synth({ variant, istiod: { image: IstiodImage.differing({ variant: ImageVariant.DEBUG }) } }).istiod.image).toBe('docker.io/istio/pilot:1.31.1-debug');
  });

  test('leaves those of proxies alone', () => {
    const values = JSON.parse(synth({ istiod: { image: IstiodImage.differing({ hub: 'example.com/fixed' }) } }).get('ConfigMap', 'istio-sidecar-injector').data.values);
    expect(values.global).toMatchObject({ hub: 'docker.io/istio' });
  });
});

describe('the pod', () => {
  test('has the given volumes, where the container finds them', () => {
    const { volumes, containers: [{ volumeMounts }] } = pod({
      volumes: [{ name: 'policies', configMap: { name: 'policies' } }], volumeMounts: [{ name: 'policies', mountPath: '/policies' }],
    });
    expect(volumes.at(-1)).toEqual({ name: 'policies', configMap: { name: 'policies' } });
    expect(volumeMounts.at(-1)).toEqual({ name: 'policies', mountPath: '/policies' });
  });

  test('may mount a volume of its own once more', () => {
    expect(pod({ volumeMounts: [{ name: 'local-certs', mountPath: '/certs' }] }).containers[0].volumeMounts).toContainEqual({ name: 'local-certs', mountPath: '/certs' });
  });

  test('runs init containers first', () => {
    expect(pod({ initContainers: [{ name: 'wait', image: 'busybox:1' }] }).initContainers).toEqual([{ name: 'wait', image: 'busybox:1' }]);
  });

  test('has variables from elsewhere', () => {
    const valueFrom = { secretKeyRef: { name: 'token', key: 'token' } };
    expect(pod({ envValueFrom: { TOKEN: valueFrom } }).containers[0].env).toContainEqual({ name: 'TOKEN', valueFrom });
  });

  test.each([
    ['runtime default', SeccompProfile.runtimeDefault(), { type: 'RuntimeDefault' }],
    ['unconfined', SeccompProfile.unconfined(), { type: 'Unconfined' }],
    ['localhost', SeccompProfile.localhost('profiles/istiod.json'), { type: 'Localhost', localhostProfile: 'profiles/istiod.json' }],
  ])('has the seccomp profile %s', (_, seccompProfile, expected) => {
    expect(pod({ seccompProfile }).containers[0].securityContext).toMatchObject({ readOnlyRootFilesystem: true, seccompProfile: expected });
  });

  test("says its last words where it is told to, whatever the platform's custom is", () => {
    const terminationMessagePolicy = TerminationMessagePolicy.FILE;
    expect(synth({ platform: Platform.OPENSHIFT, istiod: { terminationMessagePolicy } }).istiod.terminationMessagePolicy).toBe('File');
  });

  test.each([[Duration.minutes(90), '90m'], [Duration.seconds(45), '45s']])('keeps connections for %p', (keepaliveMaxServerConnectionAge, text) => {
    const { args } = synth({ istiod: { keepaliveMaxServerConnectionAge } }).istiod;
    expect(args[args.indexOf('--keepaliveMaxServerConnectionAge') + 1]).toBe(text);
  });
});

describe('the objects around it', () => {
  test('have the given annotations and labels', () => {
    const manifests = synth({
      istiod: {
        deploymentLabels: { team: 'mesh' }, deploymentAnnotations: { a: '1' }, serviceAccountAnnotations: { b: '2' }, service: { annotations: { c: '3' } },
      },
    });
    expect(manifests.get('Deployment', 'istiod').metadata).toMatchObject({ labels: { team: 'mesh', istio: 'pilot' }, annotations: { a: '1' } });
    expect(manifests.get('ServiceAccount', 'istiod').metadata.annotations).toEqual({ b: '2' });
    expect(manifests.get('Service', 'istiod').metadata.annotations).toEqual({ c: '3' });
  });

  test('are injected by annotated webhooks, also for a tag', () => {
    const webhookAnnotations = { 'admissions.enforcer/disabled': 'true' };
    const chart = newChart();
    new Mesh(chart, 'mesh', { injection: { webhookAnnotations } }).addTag('prod');
    for (const name of ['istio-sidecar-injector', 'istio-revision-tag-prod']) {
      expect(new Manifests(chart).get('MutatingWebhookConfiguration', name).metadata.annotations).toEqual(webhookAnnotations);
    }
  });

  test.each([
    ['one family', IpFamilies.singleStack(IpFamily.IPV6), { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] }],
    ["the cluster's first family", IpFamilies.singleStack(), { ipFamilyPolicy: 'SingleStack' }],
    ['both where there are both', IpFamilies.preferDualStack(IpFamily.IPV4), { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv6'] }],
    ['both', IpFamilies.dualStack(IpFamily.IPV6), { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'] }],
  ])('the Service has addresses of %s', (_, ipFamilies, expected) => {
    expect(synth({ istiod: { service: { ipFamilies } } }).get('Service', 'istiod').spec).toMatchObject(expected);
  });

  test('the Service prefers near pods', () => {
    const { spec } = synth({ istiod: { service: { trafficDistribution: TrafficDistribution.PREFER_CLOSE } } }).get('Service', 'istiod');
    expect(spec.trafficDistribution).toBe('PreferClose');
  });
});

describe('scaling', () => {
  test.each([
    ['pods that stay', DisruptionBudget.minAvailable(2), { minAvailable: 2 }],
    ['a share that stays', DisruptionBudget.minAvailablePercent(60), { minAvailable: '60%' }],
    ['pods that go', DisruptionBudget.maxUnavailable(2), { maxUnavailable: 2 }],
    ['a share that goes', DisruptionBudget.maxUnavailablePercent(50, { unhealthyPodEviction: UnhealthyPodEviction.ALWAYS_ALLOW }),
      { maxUnavailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' }],
  ])('a budget counts %s', (_, disruptionBudget, expected) => {
    const { spec } = synth({ istiod: { scaling: Scaling.fixed(3), disruptionBudget } }).get('PodDisruptionBudget', 'istiod');
    expect(spec).toEqual({ ...expected, selector: expect.anything() });
  });

  test('a budget can be left out', () => {
    expect(synth({ istiod: { scaling: Scaling.fixed(3), disruptionBudget: DisruptionBudget.none() } }).names('PodDisruptionBudget')).toEqual([]);
  });

  test('new pods replace old ones as told', () => {
    const { strategy } = synth({ istiod: { rollout: { maxSurge: '1', maxUnavailable: '0' } } }).get('Deployment', 'istiod').spec;
    expect(strategy).toEqual({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });

  test('what is not said of a rollout stays', () => {
    const { strategy } = synth({ istiod: { rollout: { maxUnavailable: '10%' } } }).get('Deployment', 'istiod').spec;
    expect(strategy).toEqual({ rollingUpdate: { maxSurge: '100%', maxUnavailable: '10%' } });
  });

  test('pods come and go at the given pace', () => {
    const scaling = Scaling.automatic({
      scaleUp: {
        stabilization: Duration.seconds(0), steps: [ScalingStep.pods(2, Duration.seconds(60)), ScalingStep.percent(50, Duration.minutes(1))],
      },
      scaleDown: { stabilization: Duration.minutes(10), choice: StepChoice.NONE },
    });
    expect(synth({ istiod: { scaling } }).get('HorizontalPodAutoscaler', 'istiod').spec.behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }, { type: 'Percent', value: 50, periodSeconds: 60 }],
      },
      scaleDown: { stabilizationWindowSeconds: 600, selectPolicy: 'Disabled' },
    });
  });
});

describe('duties', () => {
  test('an istiod that analyzes may write what it finds', () => {
    const manifests = synth({ istiod: { analysis: true } });
    expect(manifests.env.PILOT_ENABLE_ANALYSIS).toBe('true');
    const { rules } = manifests.get('ClusterRole', 'istiod-clusterrole-istio-system');
    expect(rules).toContainEqual(expect.objectContaining({ resources: expect.arrayContaining(['virtualservices/status', 'gateways/status']), verbs: ['update', 'patch'] }));
  });

  test('an istiod that deploys no gateways may deploy nothing', () => {
    const manifests = synth({ istiod: { gatewayDeployments: false } });
    expect(manifests.env.PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER).toBe('false');
    expect([...manifests.names('ClusterRole'), ...manifests.names('ClusterRoleBinding')].filter((name) => name.includes('gateway'))).toEqual([]);
  });

  test('an istiod that looks after taints may change nodes', () => {
    const manifests = synth({ istiod: { untaintNodes: {} } });
    expect(manifests.env).toMatchObject({ PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS: 'true', PILOT_NODE_UNTAINT_CONTROLLERS_TAINT_NAME: 'cni.istio.io/not-ready' });
    expect(manifests.get('ClusterRole', 'istiod-clusterrole-istio-system').rules).toContainEqual({ apiGroups: [''], resources: ['nodes'], verbs: ['patch'] });
    expect(manifests.istiod.args).toContain('--cniNamespace=istio-system');
  });

  test('taints and the CNI agents may be elsewhere', () => {
    const manifests = synth({ istiod: { untaintNodes: { taint: 'example.com/wait', cniNamespace: 'kube-system' } } });
    expect(manifests.env.PILOT_NODE_UNTAINT_CONTROLLERS_TAINT_NAME).toBe('example.com/wait');
    expect(manifests.istiod.args).toContain('--cniNamespace=kube-system');
  });

  test('CNI agents are looked for where the data plane has them', () => {
    expect(synth({ platform: Platform.OPENSHIFT, istiod: { untaintNodes: {} } }).istiod.args).toContain('--cniNamespace=kube-system');
  });

  test('an istiod trusts more CAs for the keys of tokens', () => {
    const manifests = synth({ revision: 'canary', istiod: { jwksRootCa: CA_PEM } });
    expect(manifests.get('ConfigMap', 'pilot-jwks-extra-cacerts-canary').data['extra.pem'].trim()).toBe(CA_PEM.trim());
    const { volumes } = manifests.get('Deployment', 'istiod-canary').spec.template.spec;
    expect(volumes).toContainEqual({ name: 'extracacerts', configMap: { name: 'pilot-jwks-extra-cacerts-canary' } });
    expect(manifests.istiod.volumeMounts).toContainEqual({ name: 'extracacerts', mountPath: '/cacerts' });
  });
});

test.each<[string, IstiodOptions, string]>([
  ['an image without path', { image: IstiodImage.reference('pilot:1.31.1') },
    "istiod.image 'pilot:1.31.1' is not the reference of an image (registry, path and name in lower case, ':' and a tag or '@sha256:' and 64 digits); "
    + "write it like 'registry.example.com/istio/pilot:1.31.1'"],
  ['an image of any version', { image: IstiodImage.reference('example.com/pilot') },
    "istiod.image 'example.com/pilot' has neither tag nor digest, so any version could run; add one of them"],
  ['a name of an image that is none', { image: IstiodImage.differing({ name: 'my/pilot' }) },
    "istiod.image name 'my/pilot' is not the name of an image (lower case letters, digits, '.', '_' and '-'); write it like 'pilot'"],
  ['a hub of the image that is none', { image: IstiodImage.differing({ hub: 'https://x' }) }, "istiod.image hub 'https://x' is not a registry"],
  ['a tag of the image that is none', { image: IstiodImage.differing({ tag: 'a b' }) }, "istiod.image tag 'a b' is not an image tag"],
  ['a volume of istiod', { volumes: [{ name: 'istio-token', emptyDir: {} }] },
    "istiod.volumes has volume 'istio-token', which the pod has already; take another one"],
  ['a volume with a bad name', { volumes: [{ name: 'My_Volume', emptyDir: {} }] }, "name of a volume in istiod.volumes 'My_Volume' is not a DNS label"],
  ['a volume twice', { volumes: [{ name: 'a', emptyDir: {} }, { name: 'a', emptyDir: {} }] }, "istiod.volumes has volume 'a' twice; leave one of them out"],
  ['a volume without name', { volumes: [{ emptyDir: {} }] }, 'istiod.volumes has an entry without its volume; name it'],
  ['a mount of nothing', { volumeMounts: [{ name: 'ghost', mountPath: '/x' }] },
    "istiod.volumeMounts names volume 'ghost', which the pod does not have (it has 'local-certs', 'istio-token' or 'istio-kubeconfig'); add it to istiod.volumes"],
  ["a mount over istiod's", { volumeMounts: [{ name: 'local-certs', mountPath: '/var/run/secrets/tokens' }] },
    "istiod.volumeMounts has mount path '/var/run/secrets/tokens', which the pod has already"],
  ['an init container called like istiod', { initContainers: [{ name: 'discovery' }] }, "istiod.initContainers has container 'discovery', which the pod has already"],
  ['a variable from two places', { env: { A: '1' }, envValueFrom: { A: {} } }, "istiod.envValueFrom has variable 'A', which the pod has already"],
  ['a seccomp profile anywhere', { seccompProfile: SeccompProfile.localhost('/etc/x.json') },
    "istiod.seccompProfile '/etc/x.json' is not a path below the kubelet's folder of profiles; write e.g. 'profiles/istio.json'"],
  ['connections of no time', { keepaliveMaxServerConnectionAge: Duration.millis(500) }, 'istiod.keepaliveMaxServerConnectionAge is 0.5 s, whole seconds from 1 to 31536000 are allowed; give such a duration'],
  ['a label of the Deployment that it is found by', { deploymentLabels: { istio: 'mine' } },
    "istiod.deploymentLabels has 'istio', which the mesh sets itself; leave out these labels"],
  ['a budget that blocks', { scaling: Scaling.fixed(2), disruptionBudget: DisruptionBudget.minAvailable(2) },
    'istiod.disruptionBudget keeps 2 of 2 pods, so their nodes could never be drained, at most 1 are allowed; '
    + 'raise the least number of pods, or take DisruptionBudget.maxUnavailable(1)'],
  ['a budget of nothing', { disruptionBudget: DisruptionBudget.maxUnavailable(0) },
    'istiod.disruptionBudget maxUnavailable is 0, whole numbers from 1 on are allowed; give such a number'],
  ['a budget of all', { disruptionBudget: DisruptionBudget.minAvailablePercent(100) },
    'istiod.disruptionBudget minAvailablePercent is 100, whole numbers from 1 to 99 are allowed'],
  ['a rollout without room', { rollout: { maxSurge: '0', maxUnavailable: '0%' } },
    'istiod.rollout has maxSurge and maxUnavailable 0, one of them has to be more; raise one of them'],
  ['a rollout that is no amount', { rollout: { maxSurge: 'all' } }, "istiod.rollout maxSurge 'all' is neither a number of pods nor a share of them; write e.g. '1' or '25%'"],
  ['a pace without steps', { scaling: Scaling.automatic({ scaleUp: { steps: [] } }) },
    'istiod scaleUp has an empty list of steps, at least one is needed; leave the list out, or take StepChoice.NONE'],
  ['a step of no pods', { scaling: Scaling.automatic({ scaleUp: { steps: [ScalingStep.pods(0, Duration.seconds(1))] } }) },
    'istiod scaleUp step is 0 pods, whole numbers from 1 on are allowed; give such a number'],
  ['a step that takes too long', { scaling: Scaling.automatic({ scaleDown: { steps: [ScalingStep.percent(1, Duration.hours(1))] } }) },
    'istiod scaleDown step period is 3600 s, whole seconds from 1 to 1800 are allowed'],
  ['a look too far back', { scaling: Scaling.automatic({ scaleDown: { stabilization: Duration.hours(2) } }) },
    'istiod scaleDown stabilization is 7200 s, whole seconds from 0 to 3600 are allowed'],
  ['roots that are no certificates', { jwksRootCa: 'x' }, "istiod.jwksRootCa has no PEM block 'CERTIFICATE'"],
  ['a flag that only does half of the work', { env: { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' } },
    'istiod.env has PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER, which property istiod.gatewayDeployments sets; say it with istiod.gatewayDeployments only'],
  ['CNI agents in no namespace', { untaintNodes: { cniNamespace: 'Kube' } }, "istiod.untaintNodes.cniNamespace 'Kube' is not a DNS label"],
])('%s is refused', (_, istiod, message) => {
  expect(refusal({ istiod })).toThrow(message);
});
