import { createdPod } from './created-pod';
import { Difference, differences } from './difference';
import { explanations } from './explained';
import { gatewaysOf } from './gateways';
import { GoTools } from './go-tools';
import { admit, deployed, Installation } from './injector';
import { comparable } from './pod-form';
import { GRPC_WORKLOADS, WORKLOADS } from './workloads';

const NAMES = ['plain', 'http-probes', 'gateway'];
const GATEWAYS = ['plain', 'waypoint', 'east-west'];
const SAMPLE = [...WORKLOADS.filter(({ metadata }) => NAMES.includes(metadata.name)), GRPC_WORKLOADS[0]];
const EXPLAINED = [explanations('pods'), explanations('grpc-agent'), explanations('gateways')];

/** What istiod finds in the objects of a control plane. */
export function installationOf(objects: readonly any[], revision = ''): Installation & { readonly native: boolean } {
  const named = (kind: string, name: string) => {
    const found = objects.find(({ kind: other, metadata }) => other === kind && metadata.name === (revision ? `${name}-${revision}` : name));
    if (!found) throw new Error(`there is no ${kind} ${name}`);
    return found;
  };
  const { config, values } = named('ConfigMap', 'istio-sidecar-injector').data;
  const env: any[] = named('Deployment', 'istiod').spec.template.spec.containers[0].env;
  const native = env.find(({ name }) => name === 'ENABLE_NATIVE_SIDECARS')?.value !== 'false';
  return { config, values, mesh: named('ConfigMap', 'istio').data.mesh, revision, native };
}

/** In what pods and deployed gateways differ by the control plane that makes them, but for what is explained of the templates. */
export function outcomeDifferences(tools: GoTools, ours: ReturnType<typeof installationOf>, theirs: ReturnType<typeof installationOf>): Difference[] {
  const found = differences(outcome(tools, ours), outcome(tools, theirs));
  return found.filter((difference) => EXPLAINED.every((explained) => explained.lacks(difference)));
}

function outcome(tools: GoTools, installation: ReturnType<typeof installationOf>): Record<string, object> {
  const pods = admit(tools, installation, installation.native, SAMPLE.map(createdPod));
  const gateways = gatewaysOf(installation.revision).filter(({ kind, metadata }) => kind !== 'Gateway' || GATEWAYS.includes(metadata.name));
  const objects = deployed(tools, installation, gateways);
  return {
    ...Object.fromEntries(pods.map((pod, i) => [`${SAMPLE[i].kind} ${SAMPLE[i].metadata.name}`, comparable(pod)])),
    ...Object.fromEntries(objects.map((object) => {
      const { kind, metadata, spec } = object;
      return [`deployed ${kind} ${metadata.name}`, { metadata, spec: kind === 'Deployment' ? { ...spec, template: comparable(object) } : spec }];
    })),
  };
}
