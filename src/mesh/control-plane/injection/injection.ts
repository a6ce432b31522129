import { Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkSettings } from './check-settings';
import { gatewayTemplate } from './gateway-template';
import { injectorValues } from './injector-values';
import { InjectionSettings } from './settings';
import { sidecarTemplate } from './sidecar-template';

export { PROXY_DEFAULTS } from './settings';
export type { InjectionSettings, LabelSelector, ProxySettings, Resources } from './settings';

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
    defaultTemplates: ['sidecar'],
    templates: { sidecar: sidecarTemplate(settings), gateway: gatewayTemplate(settings) },
  });
}
