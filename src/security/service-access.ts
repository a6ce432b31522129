import { Construct, IConstruct } from 'constructs';
import { security } from '../api';
import { warnNow } from '../ground/warning';
import { ServicePort } from '../host/service-port';
import { AccessOptions } from './access-options';
import { AccessPolicies } from './access-policies';
import { AccessRule } from './access-rule';
import { ExtAuthzProvider } from './ext-authz-provider';
import { noteUse } from './ext-authz-uses';
import { jwtRefusals } from './jwt-refusals';
import { RequireJwtOptions } from './jwt-requirement';
import { writeRequestAuthentication } from './request-authentication';
import { httpFieldsOf } from './rule-spec';
import { AccessedService, ServiceTarget } from './service-target';

const { ALLOW, AUDIT, CUSTOM, DENY } = security.AuthorizationPolicyAction;

/**
 * Who may do what with a service. Ports are those of its Service. Conditions that only HTTP has hold for its ports of HTTP.
 *
 * With the first rule that allows something, all else is refused, on all ports. Rules of one kind stand in one AuthorizationPolicy: for the
 * service's Pods, or in ambient mode for the Service, which then needs a waypoint.
 *
 * @see https://istio.io/latest/docs/concepts/security/#authorization
 */
export class ServiceAccess {
  /** @internal */
  public static _of(place: Construct, service: AccessedService): ServiceAccess {
    return new ServiceAccess(place, service);
  }

  private target?: ServiceTarget;
  private allowed?: AccessPolicies;
  /** Ports that nobody is allowed to use were not forgotten. */
  private closedOnPurpose = false;
  private readonly denied: AccessRule[] = [];

  private constructor(private readonly place: Construct, private readonly service: AccessedService) {}

  /** Lets requests and connections pass. What no rule allows is refused from then on. */
  public allow(rule: AccessRule, options: AccessOptions = {}): void {
    this._add(this.place, ALLOW, rule, options);
  }

  /** Refuses requests and connections, whatever allows them. */
  public deny(rule: AccessRule, options: AccessOptions = {}): void {
    this._add(this.place, DENY, rule, options);
  }

  /** Marks requests and connections for a plugin that writes the audit log; Istio has none built in. */
  public audit(rule: AccessRule): void {
    this._add(this.place, AUDIT, rule);
  }

  /** Refuses everything that no rule allows, also while there is none. */
  public denyByDefault(options: AccessOptions = {}): void {
    this.policies(ALLOW, options);
  }

  /**
   * Lets an external authorizer decide, before all rules.
   *
   * @param provider The authorizer.
   * @param rule For which requests it is asked. Clients, namespaces and JWTs can't choose them. @default - all
   */
  public custom(provider: ExtAuthzProvider, rule: AccessRule = {}): void {
    const policies = this.policies(CUSTOM, {}, provider.name);
    const { serviceTarget: { namespace, text }, service: { client, selector } } = this;
    noteUse(this.place, provider, { namespace, text, caller: selector && client });
    policies.add(this.place, rule);
  }

  /**
   * Lets requests pass only with a JWT of an end user: verifies tokens with a RequestAuthentication, and denies requests without one. An invalid
   * token gets 401; none, one for another audience, and one without what is required get 403. Holds for the ports of HTTP, whatever allows more.
   */
  public requireJwt(options: RequireJwtOptions): void {
    const { place, service: { host }, serviceTarget: target } = this;
    const { issuers, ...requirement } = options;
    writeRequestAuthentication(place, { name: host.name, target, issuers, host });
    const policies = this.policies(DENY, requirement);
    for (const rule of jwtRefusals(place, issuers, requirement)) policies.add(place, rule);
  }

  /** Adds a rule for another construct, which errors then name. @internal */
  public _add(writer: IConstruct, action: security.AuthorizationPolicyAction, rule: AccessRule, options: AccessOptions = {}): void {
    this.policies(action, options).add(writer, rule);
    if (action === DENY) this.denied.push(rule);
  }

  /**
   * Lets those pass whom another construct knows at synthesis only. What they may do is checked by `check`, now.
   * @internal
   */
  public _allowLater(writer: IConstruct, rules: () => AccessRule[], options: AccessOptions): void {
    this.closedOnPurpose = true;
    this.policies(ALLOW, options).addLater(writer, rules);
  }

  /** Throws what is wrong with a rule that allows something. @internal */
  public _checkAllowed(writer: IConstruct, rule: AccessRule, options: AccessOptions): void {
    this.policies(ALLOW, options).check(writer, rule);
  }

  private get serviceTarget(): ServiceTarget {
    return this.target ??= new ServiceTarget(this.place, this.service);
  }

  private policies(action: security.AuthorizationPolicyAction, { dryRun = false }: AccessOptions, provider?: string): AccessPolicies {
    const name = [this.service.host.name, action.toLowerCase(), ...provider === undefined ? [] : [provider], ...dryRun ? ['dry-run'] : []].join('-');
    const found = AccessPolicies.of(this.place, { name, target: this.serviceTarget, action, provider, dryRun });
    if (action === ALLOW && !dryRun && !this.allowed) {
      this.allowed = found;
      this.place.node.addValidation({ validate: () => this.warnOfClosedPorts() });
    }
    return found;
  }

  /** Says which ports were most likely forgotten. A rule that denies such a port says that it was not. */
  private warnOfClosedPorts(): string[] {
    if (this.closedOnPurpose) return [];
    const rules = this.allowed?.rulesSoFar ?? [];
    const ports = this.service.host.ports.filter(({ _transport }) => _transport === 'TCP');
    const denied = this.denied.flatMap(({ to = [] }) => to.flatMap(({ _conditions: { ports: said = [] } }) => said));
    const closed = rules.length === 0 ? [] : ports.filter((port) => !rules.some((rule) => mayTake(rule, port)) && !denied.includes(port.number));
    for (const { number, protocol } of closed) {
      warnNow(this.place, `access is allowed for other ports only, so port ${number} (${protocol}) refuses everybody`,
        `allow who may use it: access.allow({ to: [Operation.ports(${number})], ... }), or deny it in so many words`);
    }
    return [];
  }
}

/** Whether a rule takes some of what comes to a port. */
function mayTake(rule: AccessRule, { number, _isHttp }: ServicePort): boolean {
  if (!_isHttp && httpFieldsOf({ from: rule.from, when: rule.when }).length > 0) return false;
  if (!rule.to) return true;
  return rule.to.some(({ _httpFields, _conditions: { ports, notPorts } }) => (
    (ports?.includes(number) ?? true) && !notPorts?.includes(number) && (_isHttp || _httpFields.length === 0)
  ));
}
