import { ApiObject, App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { injectorConfig } from '../../src/mesh/control-plane/injection/injection';
import { StaticInjector } from '../../src/mesh/static-injection/static-injector';
import { createdPod } from './created-pod';
import { differences } from './difference';
import { buildGoTools } from './go-tools';
import { admit, Installation, KubeObject, upstreamInstallation } from './injector';
import { VARIANTS, Variant } from './installations';
import { comparable } from './pod-form';
import { GRPC_WORKLOADS, INJECTABLE as WITH_ENVOY } from './workloads';

jest.setTimeout(20 * 60_000);

const tools = buildGoTools();
const INJECTABLE = [...WITH_ENVOY, ...GRPC_WORKLOADS];

function installed({ settings, upstream }: Variant): Installation {
  return { ...upstreamInstallation(tools, upstream), ...injectorConfig('Mesh', settings) };
}

/** The workloads as the program writes them. */
function synthesized({ settings }: Variant, installation: Installation, native: boolean): KubeObject[] {
  const chart = new Chart(new App(), 'shop', { disableResourceNameHashes: true });
  const injector = new StaticInjector(chart, { settings, mesh: parse(installation.mesh), native, compliancePolicy: '' });
  return INJECTABLE.map((workload, i) => {
    const object = new ApiObject(chart, `workload-${i}`, workload as any);
    injector.injectInto(object);
    return object.toJson();
  });
}

function podOf(workload: any): KubeObject {
  return workload.kind === 'Pod' ? workload : createdPod(workload);
}

/** A pod without what its controller adds. */
function asCreated(pod: KubeObject): object {
  const { labels, annotations, spec } = comparable(pod);
  return { annotations, spec, labels: { ...labels, 'pod-template-hash': undefined } };
}

function nameOf({ kind, metadata }: any): string {
  return `${kind} ${metadata.name}`;
}

describe.each(Object.entries(VARIANTS))('with %s', (_, variant) => {
  test.each([['classic', false], ['native', true]])('%s sidecars at synthesis are those of the webhook', (_kind, native) => {
    const installation = installed(variant);
    const webhook = admit(tools, installation, native, INJECTABLE.map(podOf)).map(asCreated);
    const found = synthesized(variant, installation, native).map(podOf).map(asCreated)
      .flatMap((pod, i) => differences(pod, webhook[i], nameOf(INJECTABLE[i])));
    expect(found).toEqual([]);
  });
});

test('the webhook changes nothing of what has its sidecar already', () => {
  const variant = VARIANTS['the default'];
  const installation = installed(variant);
  // Of a pod's own settings for its sidecar upstream keeps none the second time, whoever was the first.
  const once = synthesized(variant, installation, true).map(podOf).filter(({ metadata }) => !metadata.annotations['proxy.istio.io/overrides']);
  const twice = admit(tools, installation, true, once).map(asCreated);
  expect(once.map(asCreated).flatMap((pod, i) => differences(pod, twice[i], nameOf(once[i])))).toEqual([]);
});
