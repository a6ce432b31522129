import { networking } from '../../api';
import { fail } from '../../ground/fail';
import { HttpMatch } from '../../match/http-match';

/** The matches of a header route: Argo Rollouts compares one header in each. */
export function headerMatches(place: string, name: string, match: HttpMatch[]): Record<string, unknown>[] {
  return matches(place, name, match).map(({ headers: given = {}, ...others }) => {
    const [header, more] = Object.entries(given);
    if (!header || more || said(others).length > 0) {
      fail(place, `a match of header route '${name}' has not one header alone`, `write one match a header: HttpMatch.header('x-canary', StringMatch.exact('yes'))`);
    }
    const [headerName, headerValue] = header;
    return { headerName, headerValue: compared(place, name, headerValue) };
  });
}

/** The matches of a mirror route. */
export function mirrorMatches(place: string, name: string, match: HttpMatch[]): Record<string, unknown>[] {
  return matches(place, name, match).map(({ uri: path, method, headers: given, ...others }) => {
    const [other] = said(others);
    if (other !== undefined) fail(place, `a match of mirror route '${name}' has ${other}, Argo Rollouts knows method, path and headers`, 'leave it out');
    Object.values(given ?? {}).forEach((value) => compared(place, name, value));
    return { path, method, headers: given };
  });
}

function matches(place: string, name: string, match: HttpMatch[]): networking.HTTPMatchRequest[] {
  if (match.length === 0) fail(place, `route '${name}' has no match, at least one is needed`, 'say which requests it takes');
  return match.map((one) => one._toSpec(place));
}

/** Argo Rollouts can't ask whether a header is there. */
function compared(place: string, name: string, value: networking.StringMatch): networking.StringMatch {
  if (said(value).length === 0) fail(place, `route '${name}' asks only whether a header is there`, `compare it: StringMatch.regex('.+')`);
  return value;
}

function said(value: object): string[] {
  return Object.entries(value).filter(([, item]) => item !== undefined).map(([key]) => key);
}
