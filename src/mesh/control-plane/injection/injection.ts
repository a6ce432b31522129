import { Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkSettings } from './check-settings';
import { injectorValues } from './injector-values';
import { kubeGatewayTemplate } from './kube-gateway-template';
import { podTemplates } from './pod-templates';
import { InjectionSettings } from './settings';
import { templateText } from './template-text';
import { waypointTemplate } from './waypoint-template';

export { PROXY_DEFAULTS, WAYPOINT_DEFAULTS } from './settings';
export type { CustomTemplate, InjectionSettings, ProxySettings, Resources, WaypointSettings } from './settings';

/** The two keys of ConfigMap `istio-sidecar-injector`, which istiod watches. Errors name `place`. */
export function injectorConfig(place: IConstruct | string, settings: InjectionSettings): { config: string; values: string } {
  checkSettings(place, settings);
  return { config: config(settings), values: injectorValues(settings) };
}

function config(settings: InjectionSettings): string {
  return Yaml.stringify({
    policy: settings.policy ?? 'enabled',
    neverInjectSelector: settings.neverInjectSelector ?? [],
    alwaysInjectSelector: settings.alwaysInjectSelector ?? [],
    injectedAnnotations: settings.injectedAnnotations ?? {},
    ...settings.aliases && { aliases: settings.aliases },
    defaultTemplates: settings.defaultTemplates ?? ['sidecar'],
    templates: templates(settings),
  });
}

function templates(settings: InjectionSettings): Record<string, string> {
  const ofPods = Object.entries(podTemplates(settings)).map(([name, content]) => [name, typeof content === 'string' ? content : templateText(content)]);
  return {
    ...Object.fromEntries(ofPods),
    'waypoint': templateText(...waypointTemplate(settings)),
    'kube-gateway': templateText(...kubeGatewayTemplate(settings)),
  };
}
