import { gatewayapi } from '../api';
import { EVERY_PATH } from './path-match';
import { redirectFilter } from './redirect-filter';

/** A rule that sends everybody to the same URL with `https`, for good, as Istio's `httpsRedirect` does. */
export function httpsRedirectRule(): gatewayapi.HTTPRouteRule {
  return { matches: [{ path: EVERY_PATH }], filters: [redirectFilter('', { scheme: 'https' })] };
}
