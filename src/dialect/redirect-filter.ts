import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { refuse } from './gap';
import { plainHost } from './plain-host';

const { FROM_REQUEST_PORT } = networking.HTTPRedirectRedirectPortSelection;
const REPLACE_FULL_PATH = gatewayapi.HTTPPathModifierType.REPLACE_FULL_PATH;

/** Tells the client to ask elsewhere. The code is always written, as the Gateway API's own is 302 and Istio's 301. */
export function redirectFilter(place: string, redirect: networking.HTTPRedirect): gatewayapi.HTTPRouteFilter {
  const { uri, prefixRewrite, authority, scheme, port, derivePort, redirectCode = 301 } = redirect;
  if (prefixRewrite !== undefined) {
    refuse(place, 'a redirect that replaces a prefix of the uri as text', 'redirect to a whole uri, or use Dialect.ISTIO');
  }
  if (derivePort === FROM_REQUEST_PORT && scheme !== undefined) {
    refuse(place, 'a redirect to another scheme with the port of the request', 'name the port, or use Dialect.ISTIO');
  }
  const target: { hostname?: string; port?: number } = authority === undefined ? {} : host(place, authority, port);
  // Without both, the port of the request is added there, where Istio adds none.
  if (authority !== undefined && (scheme ?? target.port) === undefined && derivePort !== FROM_REQUEST_PORT) {
    refuse(place, 'a redirect to another authority with the usual port of a scheme that it does not name', 'name the scheme, or the port; or use Dialect.ISTIO');
  }
  return {
    type: gatewayapi.HTTPRouteFilterType.REQUEST_REDIRECT,
    requestRedirect: {
      scheme, port, ...target,
      path: uri === undefined ? undefined : { type: REPLACE_FULL_PATH, replaceFullPath: uri },
      statusCode: redirectCode,
    },
  };
}

function host(place: string, authority: string, given: number | undefined): { hostname: string; port?: number } {
  const [, hostname, port] = /^(.*?)(?::(\d+))?$/.exec(authority)!;
  if (port !== undefined && given !== undefined) fail(place, `the redirect has port ${given} and another one in its authority '${authority}'`, 'keep one of them');
  const number = port === undefined ? given : Number(port);
  return { hostname: plainHost(place, 'authority of the redirect', hostname), port: number };
}
