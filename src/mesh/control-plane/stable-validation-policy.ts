import { Construct } from 'constructs';
import { clusterObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';

const API_VERSION = 'admissionregistration.k8s.io/v1';

/** A rule in the Common Expression Language, and what the user is told who breaks it. */
interface Rule {
  readonly expression: string;
  readonly message: string;
}

const notKind = (kind: string): Rule => ({ expression: `object.kind != '${kind}'`, message: `${kind} is not a stable kind of Istio` });

/** A field that no item of a list may have. */
const without = (kind: string, list: string, field: string): Rule => ({
  expression: `object.kind != '${kind}' || !has(object.spec) || !has(object.spec.${list}) || !object.spec.${list}.exists(item, has(item.${field}))`,
  message: `spec.${list}[].${field} of ${kind} is not stable`,
});

const RULES: Rule[] = [
  ...['EnvoyFilter', 'WasmPlugin', 'ProxyConfig'].map(notKind),
  without('Telemetry', 'tracing', 'useRequestIdForTraceSampling'),
  without('Telemetry', 'metrics', 'reportingInterval'),
  without('Telemetry', 'accessLogging', 'filter'),
  {
    expression: "object.kind != 'AuthorizationPolicy' || !has(object.spec) || !has(object.spec.rules) || !object.spec.rules.exists(rule, has(rule.from) && "
      + 'rule.from.exists(origin, has(origin.source) && (has(origin.source.trustDomains) || has(origin.source.notTrustDomains))))',
    message: 'the fields trustDomains and notTrustDomains of an AuthorizationPolicy are not stable',
  },
];

/** The API server itself refuses what of Istio is not stable yet: of the objects of this revision, and of those that name none. */
export class StableValidationPolicy extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane, clusterWide: boolean) {
    super(scope, id);
    const { revision, namespace } = plane;
    const name = (prefix: string) => `${revision.suffixed(prefix)}-${namespace}.istio.io`;
    if (plane.location.readsHere) this.policy(name('stable-channel-policy'), name('stable-channel-policy-binding'), { operator: 'In', values: [revision.label] });
    if (clusterWide) this.policy('stable-channel-default-policy.istio.io', 'stable-channel-default-policy-binding.istio.io', { operator: 'DoesNotExist' });
  }

  private policy(name: string, binding: string, revision: { operator: string; values?: string[] }): void {
    const labels = this.plane.labels('istiod');
    clusterObject(this, {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name, labels },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [{
            apiGroups: ['security.istio.io', 'networking.istio.io', 'telemetry.istio.io', 'extensions.istio.io'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['*'],
          }],
          objectSelector: { matchExpressions: [{ key: 'istio.io/rev', ...revision }] },
        },
        validations: RULES,
      },
    });
    clusterObject(this, {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: binding, labels },
      spec: { policyName: name, validationActions: ['Deny'] },
    });
  }
}
