import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/**
 * Which system calls a container may make.
 *
 * @see https://kubernetes.io/docs/tutorials/security/seccomp/
 */
export class SeccompProfile {
  /** Those that the node's container runtime allows. */
  public static runtimeDefault(): SeccompProfile {
    return new SeccompProfile('RuntimeDefault');
  }

  /** All of them. */
  public static unconfined(): SeccompProfile {
    return new SeccompProfile('Unconfined');
  }

  /**
   * Those that a file on the node allows.
   *
   * @param path The file, below the kubelet's folder of profiles, e.g. `profiles/istio.json`.
   */
  public static localhost(path: string): SeccompProfile {
    return new SeccompProfile('Localhost', path);
  }

  private constructor(private readonly type: string, private readonly path?: string) {}

  /** @internal */
  public _toSpec(place: IConstruct, what: string): { [key: string]: string } {
    const { type, path } = this;
    if (path === undefined) return { type };
    if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
      fail(place, `${what} '${path}' is not a path below the kubelet's folder of profiles`, "write e.g. 'profiles/istio.json'");
    }
    return { type, localhostProfile: path };
  }
}
