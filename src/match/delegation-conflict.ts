import { networking } from '../api';

type Match = networking.HTTPMatchRequest;
type Texts = { readonly [name: string]: networking.StringMatch };

/**
 * Why istiod would not put a match of delegated routes into one of the route that delegates, or nothing. It puts two together where
 * the second narrows the first in a way that it understands, and drops the route otherwise.
 */
export function delegationConflict(outer: Match, inner: Match): string | undefined {
  return textConflict(outer, inner)
    ?? namedConflict('header', outer.headers, inner.headers)
    ?? namedConflict('withoutHeaders', outer.withoutHeaders, inner.withoutHeaders)
    ?? namedConflict('query parameter', outer.queryParams, inner.queryParams)
    ?? sourceConflict(outer, inner);
}

function textConflict(outer: Match, inner: Match): string | undefined {
  const field = (['uri', 'scheme', 'method', 'authority'] as const).find((name) => conflict(outer[name], inner[name]));
  return field ? pair(field, text(outer[field]), text(inner[field])) : undefined;
}

function namedConflict(what: string, outer: Texts = {}, inner: Texts = {}): string | undefined {
  const name = Object.keys(inner).find((key) => conflict(outer[key], inner[key]));
  return name ? pair(`${what} '${name}'`, text(outer[name]), text(inner[name])) : undefined;
}

function sourceConflict(outer: Match, inner: Match): string | undefined {
  const [outerCase, innerCase] = [outer, inner].map(({ ignoreUriCase = false }) => ignoreUriCase);
  if (outerCase !== innerCase) return pair('ignoreUriCase', `${outerCase}`, `${innerCase}`);
  if (outer.port && inner.port && outer.port !== inner.port) return pair('port', `${outer.port}`, `${inner.port}`);
  if (outer.sourceNamespace && outer.sourceNamespace !== inner.sourceNamespace) {
    return pair('sourceNamespace', outer.sourceNamespace, inner.sourceNamespace ?? 'none');
  }
  const { sourceLabels = {} } = outer;
  const [label, value] = Object.entries(inner.sourceLabels ?? {}).find(([key, text]) => (sourceLabels[key] ?? text) !== text) ?? [];
  if (label) return pair(`sourceLabels '${label}'`, sourceLabels[label], value!);
  const gateway = outer.gateways && inner.gateways?.find((name) => !outer.gateways!.includes(name));
  return gateway ? pair('gateways', outer.gateways!.join(', '), gateway) : undefined;
}

/** Only a text that is equal, or lies below a prefix, can be put into another; a regex or a mere presence can not. */
function conflict(outer: networking.StringMatch | undefined, inner: networking.StringMatch | undefined): boolean {
  if (!outer || !inner) return false;
  if (outer.exact) return inner.exact !== outer.exact;
  const start = outer.prefix && (inner.prefix ?? inner.exact);
  return !start || !start.startsWith(outer.prefix!);
}

function text(match: networking.StringMatch | undefined): string {
  const [kind, value] = Object.entries(match ?? {}).find(([, given]) => given !== undefined) ?? ['present', ''];
  return `${kind} ${value}`.trim();
}

function pair(what: string, outer: string, inner: string): string {
  return `${what} (${outer}, and ${inner} within)`;
}
