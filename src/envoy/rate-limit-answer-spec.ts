import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { RateLimitAnswer } from './rate-limit-answer';

/** The status as Envoy has it; nothing if none is given. */
export function statusSpec(place: IConstruct, { status }: RateLimitAnswer): { code: number } | undefined {
  if (status === undefined) return undefined;
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    fail(place, `status is ${status}, 400 to 599 is allowed`, 'leave it out for 429');
  }
  return { code: status };
}

/** Headers that are added to an answer; nothing if none is given. */
export function headersSpec(place: IConstruct, { responseHeaders = {} }: RateLimitAnswer): object[] | undefined {
  const names = Object.keys(responseHeaders);
  const wrong = names.find((name) => !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name));
  if (wrong !== undefined) fail(place, `responseHeaders has '${wrong}', a header name of lower case letters, digits and '-' is allowed`, 'rename it');
  if (names.length === 0) return undefined;
  return names.map((key) => ({ append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key, value: responseHeaders[key] } }));
}
