import { networking } from '../api';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { RedirectOptions, RedirectPort } from './redirect';

/** The statuses that Envoy can send; for another one istiod would drop the route. */
const CODES = [301, 302, 303, 307, 308];

export function redirectSpec(place: string, options: RedirectOptions): networking.HTTPRedirect {
  const { uri, prefixRewrite, authority, scheme, port, derivePort, redirectCode } = options;
  if (!(uri || prefixRewrite || authority || scheme || port || derivePort)) {
    fail(place, 'the redirect changes nothing of the URL, clients would go in circles', 'give uri, prefixRewrite, authority, scheme, port or derivePort');
  }
  if (uri && prefixRewrite) fail(place, 'the redirect has both uri and prefixRewrite, one is allowed', 'keep uri for the whole path, prefixRewrite for its beginning');
  if (port !== undefined && derivePort) fail(place, `the redirect has both port ${port} and derivePort ${derivePort}, one is allowed`, 'leave one of them out');
  if (scheme && scheme !== 'http' && scheme !== 'https') fail(place, `the scheme of the redirect is '${scheme}', 'http' or 'https' is allowed`, 'choose one of them');
  if (redirectCode !== undefined && !CODES.includes(redirectCode)) {
    fail(place, `the code of the redirect is ${redirectCode}, ${CODES.join(', ')} are allowed`, 'use 308 to keep the method for good, 307 for now');
  }
  return {
    uri, prefixRewrite, authority, scheme, redirectCode,
    port: port === undefined ? undefined : portNumber(place, 'port of the redirect', port),
    derivePort: derivePort && DERIVED[derivePort],
  };
}

const DERIVED = {
  [RedirectPort.FROM_PROTOCOL_DEFAULT]: networking.HTTPRedirectRedirectPortSelection.FROM_PROTOCOL_DEFAULT,
  [RedirectPort.FROM_REQUEST_PORT]: networking.HTTPRedirectRedirectPortSelection.FROM_REQUEST_PORT,
};
