import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { security } from '../api';
import { enrolledAs } from '../ground/enrolled';
import { fail, placeOf } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { warnNow } from '../ground/warning';
import { IClientRef } from '../host/client';
import { HostReference } from '../host/host';
import { labelSelector } from '../match/label-selector';
import { AccessRule } from './access-rule';
import { PolicyTarget } from './policy-target';
import { PortNumbers, RulePorts } from './rule-ports';
import { warnOfUndeclared } from './undeclared-ports';

const USE_WAYPOINT = 'istio.io/use-waypoint';

/** What is known of a service whose access is told. */
export interface AccessedService {
  readonly host: HostReference;
  /** The labels by which the Service selects its Pods. */
  readonly selector?: { readonly [key: string]: string };
  readonly mesh?: IMeshRef;
  /** Its Pods as those who call others. */
  readonly client: IClientRef;
  /** The Service, if this program has it. */
  readonly service?: ApiObject;
}

/** A service: its Pods where proxies are beside them, the Service itself where a waypoint stands before it. */
export class ServiceTarget implements PolicyTarget {
  readonly namespace: string;
  readonly text: string;
  readonly fqdn: string;
  /** Whether a waypoint decides. */
  private readonly waypoint: boolean;
  private readonly ports: RulePorts;
  private readonly spec: Pick<security.AuthorizationPolicySpec, 'selector' | 'targetRefs'>;

  constructor(private readonly place: IConstruct, private readonly accessed: AccessedService) {
    const { host } = accessed;
    this.namespace = host.namespace;
    this.text = `service ${host.namespace}/${host.name}`;
    this.fqdn = host.fqdn;
    this.waypoint = this.isAmbient();
    this.ports = new RulePorts(host, this.waypoint ? PortNumbers.OF_SERVICE : PortNumbers.OF_SERVICE_FOR_PODS);
    this.spec = this.waypoint ? { targetRefs: [{ group: '', kind: 'Service', name: host.name }] } : { selector: this.podSelector() };
    place.node.addValidation({ validate: () => this.checkMesh() });
  }

  toSpec(): Pick<security.AuthorizationPolicySpec, 'selector' | 'targetRefs'> {
    return this.spec;
  }

  check(writer: IConstruct, rule: AccessRule, action: security.AuthorizationPolicyAction): void {
    this.ports.applyTo(writer, rule);
    warnOfUndeclared(writer, this.ports, rule, action);
  }

  rule(writer: IConstruct, rule: AccessRule): AccessRule {
    return this.ports.applyTo(writer, rule);
  }

  private podSelector(): { matchLabels: { [key: string]: string } } {
    const { host: { fqdn }, selector = {} } = this.accessed;
    if (Object.keys(selector).length === 0) {
      fail(this.place, `it is not known which Pods ${fqdn} selects`, 'cover them by their labels: new AuthorizationPolicy(..., { cover: PolicyScope.workload(...) })');
    }
    return { matchLabels: labelSelector(this.place, 'labels of the Pods', selector) };
  }

  private isAmbient(): boolean {
    return enrolledAs(this.place, this.namespace)?.ambient ?? this.accessed.mesh?.meshRef.ambient ?? false;
  }

  private checkMesh(): string[] {
    const { place, namespace, waypoint } = this;
    if (this.isAmbient() !== waypoint) {
      return [`${placeOf(place)}: namespace '${namespace}' joins the mesh ${waypoint ? 'with sidecars' : 'without sidecars'}, which was not known when `
        + `access to the service was told; enrol the namespace before${waypoint ? '' : ', or give the MeshService its mesh'}`];
    }
    if (waypoint && !this.hasWaypoint()) {
      warnNow(place, 'access is for a waypoint to decide, and nothing says that the service uses one: without, nobody is refused',
        `label the Service or its namespace with ${USE_WAYPOINT}, or cover the Pods for ztunnel: new AuthorizationPolicy(..., { cover: PolicyScope.of() })`);
    }
    return [];
  }

  private hasWaypoint(): boolean {
    const name = this.accessed.service?.metadata.getLabel(USE_WAYPOINT) ?? enrolledAs(this.place, this.namespace)?.waypoint;
    return name !== undefined && name !== 'none';
  }
}
