import { IConstruct } from 'constructs';
import { AmbientCniOptions } from '../../ambient/istio-cni-options';
import { CaInstallation } from '../../ca/ca-installation';
import { CertificateAuthority } from '../../ca/certificate-authority';
import { fail } from '../../ground/fail';
import { dnsLabel, dnsName, labelValue } from '../../ground/names';
import { imageHub, imageTag } from '../../workload/image-name';
import { ImagePullPolicy } from '../../workload/image-pull-policy';
import { Scaling } from '../../workload/scaling';
import { ConfigValidation } from '../config-validation';
import { ControlPlaneLocation } from '../control-plane-location';
import { DataPlane } from '../data-plane';
import { DataPlanePlan } from '../data-plane-plan';
import { InjectionOptions } from '../injection-options';
import { IstioVersion } from '../istio-version';
import { IstiodImage } from '../istiod-image';
import { IstiodOptions } from '../istiod-options';
import { MeshProps } from '../mesh-props';
import { Platform } from '../platform';
import { Profile } from '../profile';
import { RemoteReader } from '../remote-reader';
import { ResourceScope } from '../resource-scope';
import { variantTag } from '../variant-tag';
import { LocationPlan } from './location-plan';
import { checkRemoteSettings } from './remote-settings';
import { Revision } from './revision';
import { Trust, trustOf } from './trust';

/** What the parts of a control plane have to know of each other: a mesh's properties, checked and with their defaults. */
export class ControlPlane {
  public readonly profile: Profile;
  public readonly version: IstioVersion;
  public readonly platform: Platform;
  public readonly revision: Revision;
  public readonly namespace: string;
  public readonly hub: string;
  public readonly tag: string;
  public readonly imagePullPolicy?: ImagePullPolicy;
  public readonly imagePullSecrets: string[];
  public readonly trustDomain: string;
  public readonly clusterDomain: string;
  public readonly meshId: string;
  public readonly network: string;
  public readonly clusterName: string;
  public readonly location: LocationPlan;
  /** What is because of the mesh's CA. */
  public readonly ca: CaInstallation;
  public readonly dataPlane: DataPlanePlan;
  public readonly istiod: IstiodOptions;
  public readonly injection: InjectionOptions;
  public readonly scaling: ReturnType<Scaling['_plan']>;
  public readonly nativeSidecars?: boolean;
  public readonly istiodImage: string;
  public readonly injectorAnnotations?: Record<string, string>;
  public readonly resourceScope: ResourceScope;
  public readonly trust: Trust;
  public readonly dualStack: boolean;
  public readonly networkPolicy: boolean;
  /** Flags of istiod that keep the behaviour of an older version, unless the user says otherwise. */
  public readonly compatibilityFlags: Readonly<Record<string, string>>;
  /** The same for istio-cni. */
  public readonly cniCompatibility: AmbientCniOptions;
  /** Whom the API server asks about Istio's objects; nothing where nobody is asked. */
  public readonly validation?: ReturnType<ConfigValidation['_client']>;
  /** As whom istiods of other clusters read here; nothing where nobody does. */
  public readonly reader?: ReturnType<RemoteReader['_account']>;

  public constructor(place: IConstruct, props: MeshProps) {
    this.profile = props.profile ?? Profile.DEFAULT;
    this.version = props.version ?? IstioVersion.V1_31;
    this.platform = props.platform ?? Platform.KUBERNETES;
    this.revision = new Revision(place, props.revision);
    this.namespace = dnsLabel(place, 'namespace', props.namespace ?? 'istio-system');
    this.hub = imageHub(place, 'hub', props.hub ?? this.version.hub);
    this.tag = imageTag(place, 'tag', variantTag(props.tag ?? this.version.patch, props.variant));
    checkVersion(place, this.tag, this.version);
    this.imagePullPolicy = props.imagePullPolicy;
    this.imagePullSecrets = (props.imagePullSecrets ?? []).map((name) => dnsName(place, 'image pull secret', name));
    this.trustDomain = dnsName(place, 'trustDomain', props.trustDomain ?? 'cluster.local');
    this.clusterDomain = dnsName(place, 'clusterDomain', props.clusterDomain ?? 'cluster.local');
    this.meshId = labelValue(place, 'meshId', props.meshId ?? '');
    this.network = labelValue(place, 'network', props.network ?? '');
    this.clusterName = labelValue(place, 'clusterName', props.clusterName ?? 'Kubernetes');
    this.location = (props.controlPlane ?? ControlPlaneLocation.local())._plan(place, {
      istiodName: this.istiodName, namespace: this.namespace, clusterName: props.clusterName, network: this.network,
    });
    if (!this.location.runsHere) checkRemoteSettings(place, props, this.location.readsHere);
    this.ca = (props.ca ?? CertificateAuthority.selfSigned())._install({
      place, namespace: this.namespace, istiodName: this.istiodName, trustDomain: this.trustDomain,
    });
    this.dataPlane = DataPlane._plan({
      place, platform: this.platform, namespace: this.namespace, clusterWide: props.clusterWide ?? true,
    }, props.dataPlane);
    this.istiod = props.istiod ?? {};
    this.injection = props.injection ?? {};
    this.scaling = (this.istiod.scaling ?? Scaling.automatic())._plan(place, 'istiod');
    this.nativeSidecars = props.proxy?.nativeSidecars;
    this.istiodImage = (this.istiod.image ?? IstiodImage.differing({}))._toText(place, { hub: this.hub, tag: this.tag, variant: props.variant });
    this.injectorAnnotations = props.injection?.webhookAnnotations;
    this.resourceScope = props.resourceScope ?? ResourceScope.ALL;
    this.trust = trustOf(place, props.trust ?? {});
    this.dualStack = props.dualStack ?? false;
    this.networkPolicy = props.networkPolicy ?? false;
    this.compatibilityFlags = props.compatibility?._flags(place, this.version) ?? {};
    this.cniCompatibility = props.compatibility?._cni ?? {};
    this.validation = this.validationOf(place, props.validation);
    this.reader = (props.remoteReader ?? RemoteReader.istioReader())._account(place, this.namespace);
    if (!this.reader && !this.location.readsHere) fail(place, 'remoteReader is RemoteReader.none(), but the control plane is elsewhere and has to read this cluster', 'leave it out');
  }

  /** istiod's Deployment, Service, ServiceAccount and what else carries its name. */
  public get istiodName(): string {
    return this.revision.suffixed('istiod');
  }

  /** Where proxies find istiod. */
  public get discoveryAddress(): string {
    return `${this.location.discoveryHost}:15012`;
  }

  /** Where proxies have their certificates signed. */
  public get caAddress(): string {
    return this.ca.caAddress ?? `${this.location.istiodHost}:15012`;
  }

  public get logLevel(): string {
    return this.istiod.logLevel ?? 'default:info';
  }

  /** The labels of every object, by which tools and people see what it belongs to. */
  public labels(name: string): Record<string, string> {
    return { ...this.partOfIstio(), 'app.kubernetes.io/name': name };
  }

  public partOfIstio(): Record<string, string> {
    return { 'app.kubernetes.io/part-of': 'istio', 'app.kubernetes.io/version': this.tag };
  }

  /** The labels of objects that each revision has: istiod patches and istioctl finds and uninstalls by them. */
  public revisionLabels(name: string): Record<string, string> {
    return { ...this.labels(name), 'istio.io/rev': this.revision.label, 'operator.istio.io/component': 'Pilot' };
  }

  /** Where istiod does not read Istio's objects, nobody has to check them. */
  private validationOf(place: IConstruct, given: ConfigValidation | undefined): ControlPlane['validation'] {
    const { readsHere } = this.location;
    const client = (given ?? (readsHere ? ConfigValidation.istiod() : ConfigValidation.off()))._client(place);
    if (!readsHere && client && !client.url && !client.caBundle) {
      fail(place, 'validation is ConfigValidation.istiod(), but the control plane is elsewhere and gives the validators of this cluster no CA',
        'leave it out, or take ConfigValidation.istiodSignedBy()');
    }
    return client;
  }
}

/** A tag that says which minor it is of must say this one: what istiod reads and what it may do are made for it. */
function checkVersion(place: IConstruct, tag: string, { minor }: IstioVersion): void {
  const said = /^1\.\d+(?=[.-]|$)/.exec(tag)?.[0];
  if (said !== undefined && said !== minor) {
    fail(place, `tag '${tag}' is of Istio ${said}, version is ${minor}`, `take a tag of ${minor}, or say the version that the images are of`);
  }
}
