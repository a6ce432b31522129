import { IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';
import { CustomTemplate } from './control-plane/injection/injection';

const NAME = /^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/;
const PARTS = ['metadata', 'spec'];
const CONTAINER_LISTS = ['containers', 'initContainers'];

/**
 * A template of your own, by which istiod completes pods: those that name it in the annotation `inject.istio.io/templates`, or all
 * if it is one of the default templates.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#custom-templates-experimental
 */
export class InjectionTemplate {
  /**
   * A part of a pod, the same for all pods. It is merged into the pod as `kubectl patch` does it: containers, volumes and
   * environment variables by their name.
   *
   * @param name The name of the template.
   * @param pod What the pod gets: `metadata` and `spec` of a Pod, in Kubernetes' own form.
   * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
   */
  public static of(name: string, pod: { [key: string]: any }): InjectionTemplate {
    return new InjectionTemplate(name, (place) => checkedPod(place, name, pod));
  }

  /**
   * The text of a template in Go's template language, which makes such a part as YAML. Only istiod can read it: nothing checks it here,
   * and `Mesh.injectInto` cannot apply it.
   *
   * @param name The name of the template.
   * @param text The text.
   */
  public static fromText(name: string, text: string): InjectionTemplate {
    return new InjectionTemplate(name, (place) => (
      text.trim() === '' ? fail(place, `injection template '${name}' is empty`, 'write what it adds to a pod, as YAML') : text
    ));
  }

  /** The name, by which pods choose it. */
  public readonly name: string;

  private constructor(name: string, private readonly content: (place: IConstruct) => CustomTemplate['content']) {
    this.name = name;
  }

  /** @internal */
  public _render(place: IConstruct): CustomTemplate {
    if (!NAME.test(this.name)) {
      fail(place, `injection template '${this.name}' has not the name of a template (letters, digits, '-', '_' and '.', first and last a letter or digit)`, 'rename it');
    }
    return { name: this.name, content: this.content(place) };
  }
}

function checkedPod(place: IConstruct, name: string, pod: Record<string, any>): CustomTemplate['content'] {
  const others = Object.keys(pod).filter((key) => !PARTS.includes(key));
  if (others.length > 0 || Object.keys(pod).length === 0) {
    fail(place, `injection template '${name}' has ${others.length > 0 ? oneOf(others) : 'nothing in it'}, 'metadata' and 'spec' of a Pod are allowed`,
      "write it like { spec: { containers: [{ name: 'istio-proxy', ... }] } }");
  }
  for (const list of CONTAINER_LISTS) {
    if ((pod.spec?.[list] ?? []).some((container: { name?: string }) => !container.name)) {
      fail(place, `injection template '${name}' has ${list} without a name, by which they are merged into the pod`, 'name each');
    }
  }
  return pod;
}
