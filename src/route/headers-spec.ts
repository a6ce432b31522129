import { networking } from '../api';
import { fail } from '../ground/fail';
import { HeaderOperations, HttpHeaders } from './http-headers';

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** Any text in which each '%' is doubled, or begins or ends a variable of Envoy. */
const VALUE = /^([^%\x00-\x08\x0a-\x1f\x7f]|%%|%[^%()]+(\([^)]*\) *)?%)*$/;

/** Header operations as a route or one of its destinations carries them. */
export function headersSpec(place: string, headers: HttpHeaders): networking.Headers {
  const { request, response } = headers;
  if (!request && !response) fail(place, 'headers say nothing', 'give request or response, or leave headers out');
  return {
    request: request && operations(place, 'request', request, ['host', ':authority']),
    response: response && operations(place, 'response', response, []),
  };
}

/** The value that the operations give to the authority of the request. */
export function authorityOf(headers: HttpHeaders | undefined): string | undefined {
  const given = { ...headers?.request?.add, ...headers?.request?.set };
  return Object.entries(given).find(([name]) => ['host', ':authority'].includes(name.toLowerCase()))?.[1];
}

function operations(place: string, side: string, given: HeaderOperations, special: string[]): networking.HeadersHeaderOperations {
  const { set, add, remove } = given;
  const changed = [...Object.keys(set ?? {}), ...Object.keys(add ?? {})];
  if (changed.length === 0 && !remove?.length) fail(place, `${side} headers say nothing`, 'give set, add or remove');
  changed.forEach((name) => headerName(place, side, name, special));
  remove?.forEach((name) => headerName(place, side, name, []));
  for (const [name, value] of Object.entries({ ...set, ...add })) {
    if (!VALUE.test(value)) {
      fail(place, `${side} header '${name}' gets the value '${value}', which has a single '%' or a control character`,
        `write '%%' for '%', or a variable of Envoy, e.g. '%DOWNSTREAM_REMOTE_ADDRESS%'`);
    }
  }
  return { set, add, remove };
}

function headerName(place: string, side: string, name: string, special: string[]): void {
  const lower = name.toLowerCase();
  if (special.includes(lower)) return;
  if (lower === 'host' || lower.startsWith(':')) {
    fail(place, `${side} header '${name}' can't be changed here`, `only requests can set 'host'; a rewrite changes the path`);
  }
  if (!NAME.test(name)) fail(place, `${side} header '${name}' is not a header name`, `use letters, digits and '-', e.g. 'x-version'`);
}
