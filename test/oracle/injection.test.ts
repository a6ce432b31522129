import { injectorConfig } from '../../src/mesh/control-plane/injection/injection';
import { differences } from './difference';
import { explanations } from './explained';
import { buildGoTools } from './go-tools';
import { inject, Installation, upstreamInstallation } from './injector';
import { Variant, VARIANTS } from './installations';
import { comparable } from './pod-form';
import { GRPC_WORKLOADS, HOSTILE, WORKLOADS } from './workloads';

jest.setTimeout(20 * 60_000);

const tools = buildGoTools();
const explained = explanations('pods');
const explainedGrpc = explanations('grpc-agent');

function installations({ settings, upstream }: Variant): { ours: Installation; theirs: Installation } {
  const theirs = upstreamInstallation(tools, upstream);
  return { theirs, ours: { ...theirs, ...injectorConfig('Mesh', settings) } };
}

describe.each(Object.entries(VARIANTS))('with %s', (_, variant) => {
  const { ours, theirs } = installations(variant);

  test.each([['classic', false], ['native', true]])('%s sidecars and gateways are those of upstream', (_kind, native) => {
    const upstream = inject(tools, theirs, native, WORKLOADS).map(comparable);
    const found = inject(tools, ours, native, WORKLOADS)
      .flatMap((workload, i) => differences(comparable(workload), upstream[i], upstream[i].workload));
    expect(upstream).toHaveLength(WORKLOADS.length);
    expect(found.filter(explained.lacks)).toEqual([]);
  });
});

test.each(Object.entries(VARIANTS))('with %s, proxyless gRPC workloads are those of upstream', (_, variant) => {
  const { ours, theirs } = installations(variant);
  const upstream = inject(tools, theirs, false, GRPC_WORKLOADS).map(comparable);
  const found = inject(tools, ours, false, GRPC_WORKLOADS)
    .flatMap((workload, i) => differences(comparable(workload), upstream[i], upstream[i].workload));
  expect(found.filter(explainedGrpc.lacks)).toEqual([]);
});

test.each([explained, explainedGrpc])('each explained difference exists, and has its reason in the documentation', ({ unused, undocumented }) => {
  expect({ unused, undocumented }).toEqual({ unused: [], undocumented: [] });
});

describe('with the default', () => {
  const { ours, theirs } = installations(VARIANTS['the default']);

  test('native sidecars are init containers that go on running, classic ones are not', () => {
    const [native] = inject(tools, ours, true, [WORKLOADS[0]]);
    const [classic] = inject(tools, ours, false, [WORKLOADS[0]]);
    expect(native.spec.template.spec.initContainers).toMatchObject([{ name: 'istio-init' }, { name: 'istio-proxy', restartPolicy: 'Always' }]);
    expect(classic.spec.template.spec.containers).toMatchObject([{ name: 'app' }, { name: 'istio-proxy' }]);
  });

  test('annotations that mean something in YAML arrive as they are, where upstream fails', () => {
    const [{ spec }] = inject(tools, ours, true, [HOSTILE]);
    const proxy = spec.template.spec.initContainers.find(({ name }: { name: string }) => name === 'istio-proxy');
    expect(proxy.args).toContain('--proxyLogLevel="quoted" \\ {{ .Values }} #\n%s: x');
    expect(proxy.env).toContainEqual({ name: 'OWN_KEY', value: 'a "value": #1' });
    expect(spec.template.spec.volumes).toContainEqual({ name: 'custom-bootstrap-volume', configMap: { name: 'a: b' } });
    expect(() => inject(tools, theirs, true, [HOSTILE])).toThrow(/invalid JSON document/);
  });

  test('injecting twice does what it does upstream', () => {
    const twice = (installation: Installation) => inject(tools, installation, true, inject(tools, installation, true, WORKLOADS)).map(comparable);
    const upstream = twice(theirs);
    expect(twice(ours).flatMap((pod, i) => differences(pod, upstream[i], upstream[i].workload)).filter(explained.lacks)).toEqual([]);
  });

  test.each(['sidecar.istio.io/userVolume', 'sidecar.istio.io/userVolumeMount'])('%s that is no JSON is refused', (annotation) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', annotations: { [annotation]: 'no JSON' } }, spec: { containers: [] } };
    expect(() => inject(tools, ours, true, [pod])).toThrow(/failed to run injection template/);
  });
});
