import { Duration } from 'cdk8s';
import { AccessLog } from '../../src/mesh/access-log';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Scaling } from '../../src/workload/scaling';
import { refusal } from './synth';

test.each<[string, MeshProps, string]>([
  ['a revision with dots', { revision: '1.31.0' },
    "Mesh 'prod/mesh': revision '1.31.0' is not a DNS label (lower case letters, digits and '-', first and last a letter or digit); rename it, e.g. '1-31-0'"],
  ['a long revision', { revision: 'r'.repeat(57) },
    `revision '${'r'.repeat(57)}' has 57 characters, at most 56 are allowed (the Service is called 'istiod-${'r'.repeat(57)}'); shorten it`],
  ['a namespace that is none', { namespace: 'Istio_System' }, "namespace 'Istio_System' is not a DNS label"],
  ['a trust domain that is none', { trustDomain: 'spiffe://cluster.local' }, "trustDomain 'spiffe://cluster.local' is not a DNS name"],
  ['a cluster domain that is none', { clusterDomain: 'cluster..local' }, "clusterDomain 'cluster..local' is not a DNS name"],
  ['a mesh id with blanks', { meshId: 'my mesh' }, "meshId 'my mesh' is not a label value"],
  ['a network with blanks', { network: 'my network' }, "network 'my network' is not a label value"],
  ['a cluster name with blanks', { clusterName: 'my cluster' }, "clusterName 'my cluster' is not a label value"],
  ['an empty cluster name', { clusterName: '' }, "Mesh 'prod/mesh': clusterName is empty"],
  ['a hub with a scheme', { hub: 'https://docker.io/istio' },
    "hub 'https://docker.io/istio' is not a registry and path of images (lower case, without scheme, tag and closing slash); "
    + "write it like 'docker.io/istio' or 'registry.example.com:5000/istio'"],
  ['a tag that is a digest', { tag: 'sha256:abc' },
    "tag 'sha256:abc' is not an image tag (letters, digits, '_', '.' and '-', first not '.' or '-'); "
    + "write it like '1.31.1' or '1.31.1-distroless'; digests differ by image and cannot stand here"],
  ['a tag that is no label', { tag: '1.31.1-' }, "tag '1.31.1-' is not a label value"],
  ['a pull secret that is none', { imagePullSecrets: ['My Secret'] }, "image pull secret 'My Secret' is not a DNS name"],
  ['a relative access log', { accessLog: AccessLog.text('', { file: 'access.log' }) },
    "access log file 'access.log' is not an absolute path; write a path of the proxy's container, e.g. '/dev/stdout'"],

  ['no replicas', { istiod: { scaling: Scaling.fixed(0) } }, 'istiod replicas is 0, whole numbers from 1 on are allowed; give such a number'],
  ['more replicas at least than at most', { istiod: { scaling: Scaling.automatic({ minReplicas: 3, maxReplicas: 2 }) } },
    'istiod minReplicas 3 is more than maxReplicas 2, at most maxReplicas is allowed; lower minReplicas or raise maxReplicas'],
  ['an aim of no use', { istiod: { scaling: Scaling.automatic({ targetCpuPercent: 0 }) } }, 'istiod targetCpuPercent is 0'],
  ['a fraction of a percent of memory', { istiod: { scaling: Scaling.automatic({ targetMemoryPercent: 0.7 }) } }, 'istiod targetMemoryPercent is 0.7'],
  ['processor time that is no quantity', { istiod: { resources: { requests: { cpu: '500 m' } } } },
    "istiod.resources requests cpu '500 m' is not a quantity (a number, then nothing, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei); "
    + "write cores, e.g. '500m' or '2'"],
  ['memory that is no quantity', { proxy: { resources: { limits: { memory: '1GB' } } } }, "proxy.resources limits memory '1GB' is not a quantity"],
  ['a request above its limit', { istiod: { resources: { limits: { memory: '1.5G' } } } },
    'istiod.resources requests memory 2048Mi is more than the limit 1.5G, at most the limit is allowed; lower the request or raise the limit'],
  ['processor time above its limit', { proxy: { resources: { requests: { cpu: '3' } } } }, 'proxy.resources requests cpu 3 is more than the limit 2'],
  ['a variable that is none', { istiod: { env: { 'PILOT-X': '1' } } },
    "istiod.env 'PILOT-X' is not the name of a variable (letters, digits and '_', first not a digit); write it like 'PILOT_ENABLE_ALPN_FILTER'"],
  ['a variable that a property makes', { istiod: { env: { CLUSTER_ID: 'east' } } },
    'istiod.env has CLUSTER_ID, which property clusterName sets; say it with clusterName only'],
  ['a variable of the mesh', { istiod: { env: { POD_NAME: 'x' } } }, 'istiod.env has POD_NAME, which the mesh sets; leave it out'],
  ['native sidecars said twice', { istiod: { env: { ENABLE_NATIVE_SIDECARS: 'true' } }, proxy: { nativeSidecars: false } },
    'istiod.env has ENABLE_NATIVE_SIDECARS, which property proxy.nativeSidecars sets'],
  ['more traces than requests', { istiod: { traceSampling: 101 } }, 'istiod.traceSampling is 101, 0 to 100 (percent) are allowed; give such a number'],
  ['a label of the pod that istiod is found by', { istiod: { podLabels: { istio: 'mine' } } },
    "istiod.podLabels has 'istio', which the mesh sets itself; leave out these labels"],
  ['a priority class without a name', { istiod: { priorityClassName: '' } }, "istiod.priorityClassName '' is not a DNS name"],
  ['a priority class that is none', { istiod: { priorityClassName: 'Very High' } }, "istiod.priorityClassName 'Very High' is not a DNS name"],

  ['a period of no time', { proxy: { readiness: { period: Duration.seconds(0) } } },
    'proxy.readiness.period is 0 s, whole seconds from 1 on are allowed; give such a duration'],
  ['a delay of half a second', { proxy: { readiness: { initialDelay: Duration.millis(500) } } }, 'proxy.readiness.initialDelay is 0.5 s'],
  ['a port that is none', { proxy: { excludeInboundPorts: [70000] } }, "'70000'"],
  ['an address range that is none', { proxy: { includeIpRanges: ['10.0.0.0'] } }, "'10.0.0.0'"],
])('%s is refused', (_, props, message) => {
  expect(refusal(props)).toThrow(message);
});
