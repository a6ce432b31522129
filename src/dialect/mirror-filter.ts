import { gatewayapi, networking } from '../api';
import { backendRef, RouteHome } from './backend-ref';

const MILLION = 1_000_000;

/** A copy of the requests, or of a share of them. */
export function mirrorFilter(place: string, mirror: networking.HTTPMirrorPolicy, home: RouteHome): gatewayapi.HTTPRouteFilter {
  const percent = mirror.percentage?.value ?? 100;
  const requestMirror = { backendRef: backendRef(place, mirror.destination!, home), ...share(percent) };
  return { type: gatewayapi.HTTPRouteFilterType.REQUEST_MIRROR, requestMirror };
}

function share(percent: number): Pick<gatewayapi.HTTPRequestMirrorFilter, 'percent' | 'fraction'> {
  if (percent === 100) return {};
  return Number.isInteger(percent) ? { percent } : { fraction: { numerator: Math.round(percent * MILLION / 100), denominator: MILLION } };
}
