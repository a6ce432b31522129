/**
 * A set of a mesh's properties under the name that Istio has for it. Properties that are given besides always win over it.
 *
 * `empty` is a program without a `Mesh`. Gateways, which Istio's `default` and `demo` include, are made by `IngressGateway`.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/config-profiles/
 */
export class Profile {
  /** Nothing but the defaults, as they are meant for production. */
  public static readonly DEFAULT = new Profile('default');
  /** The control plane alone. As a mesh makes no gateways, it is the same as `DEFAULT`. */
  public static readonly MINIMAL = new Profile('minimal');
  /**
   * To try Istio out: an access log, a trace of every request, providers for the telemetry of the tasks in Istio's documentation, one istiod,
   * and small requests of resources. Not for production.
   */
  public static readonly DEMO = new Profile('demo');
  /** Without proxies in the pods: `DataPlane.ambient()` and distroless images. A data plane with sidecars is refused. */
  public static readonly AMBIENT = new Profile('ambient');
  /** Stable kinds and fields of Istio only: `stableValidationPolicy`. To turn that off is refused. */
  public static readonly STABLE = new Profile('stable');
  /** With what is new and experimental in Istio: proxies answer DNS requests of their pods. */
  public static readonly PREVIEW = new Profile('preview');
  /** Without a control plane in the cluster. Where it runs says `controlPlane`; a local one is refused. */
  public static readonly REMOTE = new Profile('remote');

  private constructor(
    /** The name of the profile, e.g. `demo`. */
    public readonly name: string,
  ) {}
}
