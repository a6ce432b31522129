import { FragmentMap } from './fragment';
import { gatewayTemplate } from './gateway-template';
import { grpcAgentTemplate } from './grpc-agent-template';
import { CustomTemplate, InjectionSettings } from './settings';
import { sidecarTemplate } from './sidecar-template';

/** The templates that the webhook applies to pods, by name: a fragment each, or the text of the user's. */
export function podTemplates(settings: InjectionSettings): Record<string, CustomTemplate['content']> {
  const own: Record<string, FragmentMap> = {
    'sidecar': sidecarTemplate(settings),
    'gateway': gatewayTemplate(settings),
    'grpc-agent': grpcAgentTemplate(settings),
  };
  return { ...own, ...Object.fromEntries((settings.templates ?? []).map(({ name, content }) => [name, content])) };
}
