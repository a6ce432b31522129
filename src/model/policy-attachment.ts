import { objectOf, objectsOf, textOf } from './plain';
import { Resource } from './resource';
import { Workload } from './workload';

/** What a policy is bound to instead of a selector. */
export interface TargetRef {
  /** The API group, empty for the core. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const MANAGED = 'gateway.istio.io/managed';

/** The targets of a policy: `targetRefs`, or the older `targetRef`. */
export function targetRefsOf({ spec }: Resource): TargetRef[] {
  const refs = objectsOf(spec.targetRefs).map(({ value }) => value);
  return (refs.length > 0 || spec.targetRef === undefined ? refs : [objectOf(spec.targetRef)])
    .map((ref) => ({ group: textOf(ref.group) ?? '', kind: textOf(ref.kind) ?? '', name: textOf(ref.name) ?? '' }));
}

/** The Gateway API's Gateway whose proxy the workload is. */
export function gatewayApiGatewayOf({ labels }: Workload): string | undefined {
  return labels[GATEWAY_NAME];
}

/** Whether the workload is a waypoint: it reads policies with targets only. */
export function isWaypoint({ labels }: Workload): boolean {
  return labels[MANAGED] === 'istio.io-mesh-controller';
}
