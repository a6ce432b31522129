import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsLabel } from '../ground/names';

const NOWHERE = '~';

/**
 * The namespaces whose proxies see a host, or what is said of it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
 */
export class ExportTo {
  /** All namespaces of the mesh. */
  public static everywhere(): ExportTo {
    return new ExportTo(['*']);
  }

  /** The namespace of the object. */
  public static ownNamespace(): ExportTo {
    return new ExportTo(['.']);
  }

  /**
   * None, not even the object's own. For hosts only: routes and policies that nobody sees are without effect, and Istio refuses them.
   */
  public static nowhere(): ExportTo {
    return new ExportTo([NOWHERE]);
  }

  /**
   * These namespaces and no others; the object's own one only if it is among them.
   *
   * @param names At least one.
   */
  public static namespaces(...names: string[]): ExportTo {
    return new ExportTo(undefined, names);
  }

  private constructor(private readonly word?: string[], private readonly names: string[] = []) {}

  /** As a host says it: a ServiceEntry, or the annotation of a Service. @internal */
  public _toSpec(place: IConstruct | string): string[] {
    if (this.word) return [...this.word];
    const { names } = this;
    if (names.length === 0) fail(place, 'exportTo names no namespaces, at least one is needed', 'name them, or say ExportTo.nowhere()');
    names.forEach((name, i) => {
      if (name === '*' || name === '.') {
        fail(place, `exportTo names '${name}' among namespaces, which are DNS labels`,
          name === '*' ? 'say ExportTo.everywhere()' : 'say ExportTo.ownNamespace(), or name the own namespace, too');
      }
      dnsLabel(place, 'namespace of exportTo', name);
      if (names.indexOf(name) !== i) fail(place, `exportTo names namespace '${name}' twice`, 'name it once');
    });
    return [...names];
  }

  /** As routes and policies say it: VirtualServices and DestinationRules. @internal */
  public _toRuleSpec(place: IConstruct | string): string[] {
    if (this.word?.includes(NOWHERE)) {
      fail(place, 'exportTo is nowhere(), which Istio allows for hosts only', 'say ExportTo.ownNamespace(), or ExportTo.namespaces(...)');
    }
    return this._toSpec(place);
  }
}
