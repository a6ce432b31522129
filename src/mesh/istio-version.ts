/** Where the objects that are made depend on the version, besides its CRDs, which `imports/` has. */
interface VersionFacts {
  /** Whether the Gateway API's sets of listeners, whose status istiod writes, are an experimental kind. */
  readonly experimentalListenerSets: boolean;
  /** Whether the injector's templates can ask for the attributes by which OpenTelemetry knows a workload. */
  readonly otelAttributesInTemplates: boolean;
  /** Whether the injector's templates are told the image of init containers. */
  readonly initImageInTemplates: boolean;
}

/**
 * A minor version of Istio. The objects that are made, the CRDs included, are those of that version.
 *
 * Images come from Docker Hub, the one registry that has the releases of all of them.
 *
 * @see https://istio.io/latest/docs/releases/supported-releases/
 */
export class IstioVersion {
  /** Istio 1.29, which got its last patch in October 2026; images `docker.io/istio/*:1.29.9`. */
  public static readonly V1_29 = new IstioVersion('1.29', '1.29.9', {
    experimentalListenerSets: true,
    otelAttributesInTemplates: false,
    initImageInTemplates: false,
  });

  /** Istio 1.30; images `docker.io/istio/*:1.30.7`. */
  public static readonly V1_30 = new IstioVersion('1.30', '1.30.7', {
    experimentalListenerSets: false,
    otelAttributesInTemplates: true,
    initImageInTemplates: false,
  });

  /** Istio 1.31; images `docker.io/istio/*:1.31.1`. */
  public static readonly V1_31 = new IstioVersion('1.31', '1.31.1', {
    experimentalListenerSets: false,
    otelAttributesInTemplates: true,
    initImageInTemplates: true,
  });

  /** The registry and path of the release's images, e.g. `docker.io/istio`. */
  public readonly hub = 'docker.io/istio';

  /** @internal */
  public readonly _facts: VersionFacts;

  private constructor(
    /** The minor version, e.g. `1.31`. */
    public readonly minor: string,
    /** The patch release whose images are used when no tag is given, e.g. `1.31.1`. */
    public readonly patch: string,
    facts: VersionFacts,
  ) {
    this._facts = facts;
  }

  /** @internal */
  public _isOlderThan(other: IstioVersion): boolean {
    return this.number < other.number;
  }

  private get number(): number {
    return Number(this.minor.split('.')[1]);
  }
}
