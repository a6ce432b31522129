import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { FlaggerWebhook } from './flagger-webhook';
import { secondsText } from './whole-seconds-text';

/** A webhook as it stands in a `Canary`. */
export function webhookSpec(place: IConstruct, webhook: FlaggerWebhook): Record<string, unknown> {
  const { hook, name, url, timeout, retries, metadata, muteAlert, disableTls: disableTLS } = webhook;
  if (!/^https?:\/\/[^/]/.test(url)) fail(place, `webhook '${name}' has the url '${url}', http:// or https:// is allowed`, `write it in full, e.g. 'http://tests.shop/'`);
  return {
    type: hook.toLowerCase().replace(/_/g, '-'),
    name, url,
    timeout: timeout && secondsText(place, `timeout of webhook '${name}'`, timeout),
    retries, muteAlert, disableTLS, metadata,
  };
}
