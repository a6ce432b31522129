import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, oneOf } from '../../ground/fail';
import { claim } from '../../ground/one-writer';
import { apiObjectOf } from '../../host/api-object-of';
import { FragmentMap } from '../control-plane/injection/fragment';
import { InjectionSettings } from '../control-plane/injection/injection';
import { NEVER_INJECTED } from '../control-plane/injection/never-injected';
import { podTemplates } from '../control-plane/injection/pod-templates';
import { checkAnnotations } from './annotation-checks';
import { Pod } from './pod';
import { Injection, STATUS, injectedPod } from './pod-injection';
import { matches } from './selector';
import { Owner, WORKLOAD_KINDS, ownerOf, podOf, withPod } from './workload';

/** Gives workloads their proxies when the program is synthesized, as istiod's webhook would when their pods are created. */
export class StaticInjector {
  private readonly templates: ReturnType<typeof podTemplates>;

  public constructor(private readonly place: IConstruct, private readonly injection: Injection) {
    this.templates = podTemplates(injection.settings);
  }

  /** Whatever the workload becomes until then, its manifest is injected last. */
  public injectInto(workload: IConstruct): void {
    const object = apiObjectOf(this.place, 'workload', workload);
    if (!WORKLOAD_KINDS.includes(object.kind)) {
      this.refuse(object, `is a ${object.kind}, allowed are ${oneOf(WORKLOAD_KINDS)}`, 'pass what makes the pods');
    }
    claim(object, `sidecar of ${object.node.path}`, 'inject it once');
    const toJson = object.toJson.bind(object);
    object.toJson = () => this.injected(object, toJson());
    object.node.addValidation({ validate: () => problemsOf(() => this.injected(object, toJson())) });
  }

  private injected(object: ApiObject, manifest: any): object {
    const owner = ownerOf(manifest);
    const pod = podOf(manifest);
    this.check(object, owner, pod);
    const refuse = (problem: string, cure: string) => this.refuse(object, problem, cure);
    return withPod(manifest, injectedPod(this.injection, { pod, owner, templates: this.templatesOf(object, pod), refuse }));
  }

  /** What istiod would leave alone is no wish that can be granted. */
  private check(object: ApiObject, { namespace }: Owner, { metadata: { labels, annotations }, spec }: Pod): void {
    const optedIn = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
    if (!spec?.containers) this.refuse(object, 'has no pod with containers', 'give it one');
    if (NEVER_INJECTED.includes(namespace)) this.refuse(object, `is in namespace ${namespace}, of whose pods Istio injects none`, 'move it to another namespace');
    if (spec.hostNetwork) this.refuse(object, 'uses the network of its node, which a sidecar must not redirect', 'leave out hostNetwork, or the injection');
    if (optedIn === 'false') this.refuse(object, 'has the label sidecar.istio.io/inject=false', 'leave out the label, or the injection');
    if (optedIn !== 'true' && this.injection.settings.neverInjectSelector?.some((selector) => matches(selector, labels))) {
      this.refuse(object, 'has pods that injection.neverInject leaves out', 'change their labels, or leave out the injection');
    }
    if (annotations[STATUS]) this.refuse(object, 'has a sidecar already', 'inject it once');
    checkAnnotations(annotations, (problem, cure) => this.refuse(object, problem, cure));
  }

  private templatesOf(object: ApiObject, { metadata: { annotations } }: Pod): FragmentMap[] {
    const { aliases = {}, defaultTemplates = ['sidecar'] }: InjectionSettings = this.injection.settings;
    const named = annotations['inject.istio.io/templates']?.split(',').map((name) => name.trim()) ?? defaultTemplates;
    return named.flatMap((name) => aliases[name] ?? [name]).map((name) => {
      const template = this.templates[name];
      if (template === undefined) this.refuse(object, `asks for the injection template '${name}', there are ${oneOf(Object.keys(this.templates))}`, 'name one of these');
      if (typeof template === 'string') {
        this.refuse(object, `gets the injection template '${name}', a text that only istiod can read`, 'make it with InjectionTemplate.of(), or let istiod inject');
      }
      return template;
    });
  }

  private refuse(object: ApiObject, problem: string, cure: string): never {
    fail(this.place, `workload '${object.node.path}' ${problem}`, cure);
  }
}

/** What a call throws, as a validation returns it. */
function problemsOf(call: () => unknown): string[] {
  try {
    call();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
