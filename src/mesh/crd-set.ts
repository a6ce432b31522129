import { IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';

/** Which of Istio's CustomResourceDefinitions a mesh makes. */
export class CrdSet {
  /** All of its version. */
  public static all(): CrdSet {
    return CrdSet.without();
  }

  /**
   * All but some, which then are made elsewhere, or missing: istiod does without kinds that the cluster does not know.
   *
   * @param names Their full names, e.g. `wasmplugins.extensions.istio.io`.
   */
  public static without(...names: string[]): CrdSet {
    return new CrdSet((place, known) => {
      const unknown = names.find((name) => !known.includes(name));
      if (unknown !== undefined) fail(place, `crds leaves out '${unknown}', which Istio does not have`, `choose from ${oneOf(known)}`);
      return known.filter((name) => !names.includes(name));
    });
  }

  /** None: another chart or program makes them, and before this one is applied. */
  public static none(): CrdSet {
    return new CrdSet(() => []);
  }

  private constructor(private readonly choose: (place: IConstruct, known: string[]) => string[]) {}

  /** @internal */
  public _of(place: IConstruct, known: string[]): string[] {
    return this.choose(place, known);
  }
}
