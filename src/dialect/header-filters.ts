import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { refuse } from './gap';

const { REQUEST_HEADER_MODIFIER, RESPONSE_HEADER_MODIFIER } = gatewayapi.HTTPRouteFilterType;
const MAX_HEADERS = 16;
const MAX_VALUE = 4096;
const AUTHORITY = ['host', ':authority'];

/** The filters for what happens to headers. The authority of the request is not among them, a rewrite has it. */
export function headerFilters(place: string, headers: networking.Headers | undefined): gatewayapi.HTTPRouteFilter[] {
  const filters: gatewayapi.HTTPRouteFilter[] = [];
  const request = modifier(place, 'request', headers?.request);
  const response = modifier(place, 'response', headers?.response);
  if (request) filters.push({ type: REQUEST_HEADER_MODIFIER, requestHeaderModifier: request });
  if (response) filters.push({ type: RESPONSE_HEADER_MODIFIER, responseHeaderModifier: response });
  return filters;
}

/** The authority that header operations give to the request. */
export function authorityOfHeaders(headers: networking.Headers | undefined): string | undefined {
  const given = Object.entries({ ...headers?.request?.add, ...headers?.request?.set });
  return given.find(([name]) => AUTHORITY.includes(name.toLowerCase()))?.[1];
}

/** What one destination of several does to headers; it can't change the authority. */
export function destinationFilters(place: string, headers: networking.Headers | undefined): gatewayapi.HTTPRouteFilter[] | undefined {
  if (authorityOfHeaders(headers) !== undefined) {
    refuse(place, 'the authority of a destination', 'set it for the whole route: rewrite: Rewrite.authority(...), or use Dialect.ISTIO');
  }
  return headers && headerFilters(place, headers);
}

function modifier(place: string, side: string, operations: networking.HeadersHeaderOperations | undefined): gatewayapi.HTTPHeaderFilter | undefined {
  const set = values(place, side, operations?.set);
  const add = values(place, side, operations?.add);
  const remove = operations?.remove?.length ? operations.remove : undefined;
  for (const { length } of [set ?? [], add ?? [], remove ?? []]) {
    if (length > MAX_HEADERS) fail(place, `${length} ${side} headers are changed in one way, the Gateway API allows ${MAX_HEADERS}`, 'change fewer, or use Dialect.ISTIO');
  }
  return set || add || remove ? { set, add, remove } : undefined;
}

function values(place: string, side: string, headers: { [name: string]: string } | undefined): gatewayapi.HTTPHeader[] | undefined {
  const given = Object.entries(headers ?? {}).filter(([name]) => side !== 'request' || !AUTHORITY.includes(name.toLowerCase()));
  for (const [name, value] of given) {
    if (value === '') refuse(place, `an empty value of ${side} header '${name}'`, 'remove the header, or use Dialect.ISTIO');
    if (value.length > MAX_VALUE) fail(place, `the value of ${side} header '${name}' has ${value.length} characters, the Gateway API allows ${MAX_VALUE}`, 'shorten it');
  }
  return given.length > 0 ? given.map(([name, value]) => ({ name, value })) : undefined;
}
