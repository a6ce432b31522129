import { IConstruct } from 'constructs';
import { CertificateAuthority } from '../../ca/certificate-authority';
import { fail } from '../../ground/fail';
import { dnsLabel, dnsName, labelValue } from '../../ground/names';
import { ImagePullPolicy } from '../../workload/image-pull-policy';
import { Scaling } from '../../workload/scaling';
import { IstioVersion } from '../istio-version';
import { IstiodOptions } from '../istiod-options';
import { MeshProps } from '../mesh-props';
import { Revision } from './revision';

const HUB = /^[a-z0-9]+([._-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]*$/;

/** What the parts of a control plane have to know of each other: a mesh's properties, checked and with their defaults. */
export class ControlPlane {
  public readonly version: IstioVersion;
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
  public readonly ca: CertificateAuthority;
  public readonly istiod: IstiodOptions;
  public readonly scaling: ReturnType<Scaling['_plan']>;
  public readonly nativeSidecars?: boolean;

  public constructor(place: IConstruct, props: MeshProps) {
    this.version = props.version ?? IstioVersion.V1_31;
    this.revision = new Revision(place, props.revision);
    this.namespace = dnsLabel(place, 'namespace', props.namespace ?? 'istio-system');
    this.hub = hub(place, props.hub ?? this.version.hub);
    this.tag = tag(place, props.tag ?? this.version.patch);
    this.imagePullPolicy = props.imagePullPolicy;
    this.imagePullSecrets = (props.imagePullSecrets ?? []).map((name) => dnsName(place, 'image pull secret', name));
    this.trustDomain = dnsName(place, 'trustDomain', props.trustDomain ?? 'cluster.local');
    this.clusterDomain = dnsName(place, 'clusterDomain', props.clusterDomain ?? 'cluster.local');
    this.meshId = labelValue(place, 'meshId', props.meshId ?? '');
    this.network = labelValue(place, 'network', props.network ?? '');
    this.clusterName = labelValue(place, 'clusterName', props.clusterName ?? 'Kubernetes');
    this.ca = props.ca ?? CertificateAuthority.selfSigned();
    this.istiod = props.istiod ?? {};
    this.scaling = (this.istiod.scaling ?? Scaling.automatic())._plan(place, 'istiod');
    this.nativeSidecars = props.proxy?.nativeSidecars;
  }

  /** istiod's Deployment, Service, ServiceAccount and what else carries its name. */
  public get istiodName(): string {
    return this.revision.suffixed('istiod');
  }

  /** Where proxies find istiod. */
  public get discoveryAddress(): string {
    return `${this.istiodName}.${this.namespace}.svc:15012`;
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
}

function hub(place: IConstruct, value: string): string {
  if (!HUB.test(value)) {
    fail(place, `hub '${value}' is not a registry and path of images (lower case, without scheme, tag and closing slash)`,
      "write it like 'docker.io/istio' or 'registry.example.com:5000/istio'");
  }
  return value;
}

function tag(place: IConstruct, value: string): string {
  if (!TAG.test(value)) {
    fail(place, `tag '${value}' is not an image tag (letters, digits, '_', '.' and '-', first not '.' or '-')`,
      "write it like '1.31.1' or '1.31.1-distroless'; digests differ by image and cannot stand here");
  }
  return labelValue(place, 'tag', value);
}
