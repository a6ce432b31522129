/**
 * A minor version of Istio. The objects that are made, the CRDs included, are those of that version.
 *
 * @see https://istio.io/latest/docs/releases/supported-releases/
 */
export class IstioVersion {
  /** Istio 1.31; images `docker.io/istio/*:1.31.1`. Since 1.31 Docker Hub is the only registry with releases of Istio. */
  public static readonly V1_31 = new IstioVersion('1.31', '1.31.1', 'docker.io/istio');

  private constructor(
    /** The minor version, e.g. `1.31`. */
    public readonly minor: string,
    /** The patch release whose images are used when no tag is given, e.g. `1.31.1`. */
    public readonly patch: string,
    /** The registry and path of the release's images, e.g. `docker.io/istio`. */
    public readonly hub: string,
  ) {}
}
