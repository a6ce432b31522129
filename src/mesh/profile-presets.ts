import { ContainerResources } from '../workload/container-resources';
import { Scaling } from '../workload/scaling';
import { AccessLog } from './access-log';
import { DataPlane } from './data-plane';
import { ImageVariant } from './image-variant';
import { MeshProps } from './mesh-props';

const SMALL = { requests: { cpu: '10m', memory: '40Mi' } };
const COLLECTOR = { service: 'opentelemetry-collector.observability.svc.cluster.local', port: 4317 };

/** What node agents ask for, which stands in `dataPlane`: a value that is not merged. */
export const AGENT_RESOURCES: Readonly<Record<string, ContainerResources>> = { demo: SMALL };

/** What each profile says, in the words that a user could say it in. */
export const PRESETS: Readonly<Record<string, MeshProps>> = {
  default: {},
  minimal: {},
  demo: {
    accessLog: AccessLog.text(),
    istiod: {
      scaling: Scaling.fixed(1),
      traceSampling: 100,
      resources: { requests: { cpu: '10m', memory: '100Mi' } },
    },
    proxy: { resources: SMALL },
    injection: { waypoint: { resources: SMALL } },
    config: {
      extensionProviders: [
        { name: 'otel', envoyOtelAls: COLLECTOR },
        { name: 'skywalking', skywalking: { service: 'tracing.istio-system.svc.cluster.local', port: 11800 } },
        { name: 'otel-tracing', opentelemetry: COLLECTOR },
        { name: 'jaeger', opentelemetry: { service: 'jaeger-collector.istio-system.svc.cluster.local', port: 4317 } },
      ],
    },
  },
  ambient: { dataPlane: DataPlane.ambient(), variant: ImageVariant.DISTROLESS },
  stable: { stableValidationPolicy: true },
  preview: { proxy: { dnsCapture: true } },
  remote: {},
};
