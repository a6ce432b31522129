import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/**
 * Which of the proxy's images is used.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyImage
 */
export class ProxyImageType {
  /** The image that Istio calls the default one; it is that for debugging. */
  public static readonly DEFAULT = new ProxyImageType('default');
  /** A small Linux distribution with a shell and tools. */
  public static readonly DEBUG = new ProxyImageType('debug');
  /** No shell, no package manager. */
  public static readonly DISTROLESS = new ProxyImageType('distroless');

  /** One that the mesh's registry has besides: the end of the image's tag. */
  public static of(name: string): ProxyImageType {
    return new ProxyImageType(name);
  }

  private constructor(private readonly name: string) {}

  /** @internal */
  public _toSpec(place: IConstruct): string {
    if (/^[a-z0-9][a-z0-9._-]*$/.test(this.name)) return this.name;
    return fail(place, `the image type is '${this.name}', lower case letters, digits, '-', '_' and '.' are allowed`, `name the end of the image's tag, e.g. 'distroless'`);
  }
}
