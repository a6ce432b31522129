import { GoStruct, GoTypes } from '../imports/go-types';

/** Types of Kubernetes that the Gateway API uses. */
const META_TYPES: GoTypes = {
  LabelSelector: { fields: { matchLabels: 'map[string]string', matchExpressions: '[]LabelSelectorRequirement' } },
  LabelSelectorRequirement: { fields: { key: 'string', operator: 'string', values: '[]string' } },
};

/** A Go type, found: a struct, or a scalar and the name it goes by. */
export interface Found {
  readonly home: string;
  readonly name: string;
  readonly struct?: GoStruct;
  readonly scalar?: string;
  readonly is?: 'list' | 'map';
}

/** The Go types of the Gateway API's packages. */
export class GatewayTypes {
  private readonly packages: Record<string, GoTypes>;

  public constructor(packages: Record<string, GoTypes>) {
    this.packages = { ...packages, metav1: META_TYPES };
  }

  /** Follows a type as the package `home` writes it: `[]HTTPHeader`, `map[AnnotationKey]AnnotationValue`, `v1.ParentReference`. */
  public find(home: string, type: string): Found {
    if (type.startsWith('[]')) return { ...this.find(home, type.slice(2)), is: 'list' };
    if (type.startsWith('map[')) return { ...this.find(home, type.slice(type.indexOf(']') + 1)), is: 'map' };
    const [, at = home, name] = /^(?:(\w+)\.)?(\w+)$/.exec(type) as RegExpExecArray;
    const target = this.packages[at]?.[name];
    if (target === undefined) return { home: at, name, scalar: name };
    if (typeof target === 'object') return { home: at, name, struct: target };
    const end = this.find(at, target);
    return end.struct ? end : { ...end, name };
  }
}
