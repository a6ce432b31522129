import { gatewayapi, networking } from '../api';
import { hostOfDestination } from '../route/destination-spec';
import { refuse } from './gap';

/** Where a route object stands. */
export interface RouteHome {
  readonly namespace: string;
  /** The port that clients called, for destinations that keep it. */
  readonly port: number;
}

/** A backend with all that the API server would add, so that no tool sees a difference. */
export type WrittenBackend = gatewayapi.BackendObjectReference & { readonly group: string; readonly kind: string; readonly port: number };

const SERVICE = /^([^.]+)\.([^.]+)\.svc\./;

/** The Service, or the host of a ServiceEntry, that a destination means. The Gateway API demands its port. */
export function backendRef(place: string, to: networking.Destination, home: RouteHome): WrittenBackend {
  if (to.subset !== undefined) {
    refuse(place, `version '${to.subset}' of ${to.host} as a subset`, 'give its MeshService dialect: Dialect.GATEWAY_API, which makes a Service of each version');
  }
  const port = portOf(to, home);
  const [, name, namespace] = SERVICE.exec(to.host) ?? [];
  if (name === undefined) return { group: 'networking.istio.io', kind: 'Hostname', name: to.host, port };
  return { group: '', kind: 'Service', name, namespace: namespace === home.namespace ? undefined : namespace, port };
}

function portOf(to: networking.Destination, home: RouteHome): number {
  const [only, ...others] = hostOfDestination(to)?.ports ?? [];
  return to.port?.number ?? (only && others.length === 0 ? only.number : home.port);
}
