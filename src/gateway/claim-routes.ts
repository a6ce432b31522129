import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { warnNow } from '../ground/warning';
import { GatewayReference } from './gateway-ref';

/**
 * A validation that finds no error: says that a route by claims is never taken where no token is verified. Proxies that somebody else runs may
 * have it from their owner.
 */
export function warnOfUnknownClaims(place: IConstruct, gateway: GatewayReference, routes: networking.HTTPRoute[]): string[] {
  const { name, namespace, proxyNamespace = namespace } = gateway;
  const claim = routes.flatMap(({ match = [] }) => match).flatMap(({ headers, withoutHeaders }) => Object.keys({ ...headers, ...withoutHeaders }))
    .find((header) => header.startsWith('@'));
  if (claim === undefined) return [];
  const objects = place.node.root.node.findAll().filter(ApiObject.isApiObject);
  const runsProxies = objects.some(({ kind, metadata }) => (kind === 'Deployment' || kind === 'DaemonSet') && metadata.namespace === proxyNamespace);
  if (runsProxies && !objects.some((object) => mayCover(object, proxyNamespace))) {
    warnNow(place, `a route matches '${claim}', and nothing verifies tokens at gateway '${namespace}/${name}', so no request has claims`,
      'accept them there: new JwtAuthentication(..., { cover: PolicyScope.workload(gateway.namespace, gateway.selector), issuers: [...] })');
  }
  return [];
}

function mayCover(object: ApiObject, namespace: string): boolean {
  if (object.kind !== 'RequestAuthentication') return false;
  const { spec } = object.toJson();
  return object.metadata.namespace === namespace || (!spec.selector && !spec.targetRefs);
}
