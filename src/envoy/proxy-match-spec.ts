import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { re2Problem } from '../match/re2';
import { EnvoyProxyMatch } from './envoy-proxy-match';

/** The condition of proxies as it stands in each change of an EnvoyFilter; nothing if there is none. */
export function proxyMatchSpec(place: IConstruct, match: EnvoyProxyMatch): networking.EnvoyFilterProxyMatch | undefined {
  const proxyVersion = versionSpec(place, match);
  const metadata = Object.keys(match.metadata ?? {}).length > 0 ? match.metadata : undefined;
  return proxyVersion || metadata ? { proxyVersion, metadata } : undefined;
}

function versionSpec(place: IConstruct, { istioMinor, versionRegex }: EnvoyProxyMatch): string | undefined {
  if (istioMinor !== undefined && versionRegex !== undefined) fail(place, 'proxies are matched by istioMinor and versionRegex', 'say one of them');
  if (istioMinor !== undefined) {
    if (!/^\d+\.\d+$/.test(istioMinor)) fail(place, `istioMinor is '${istioMinor}', two numbers are allowed`, `write e.g. '1.31'`);
    return `^${istioMinor.replace('.', '\\.')}([.-]|$)`;
  }
  const problem = versionRegex === undefined ? undefined : re2Problem(versionRegex);
  if (problem) fail(place, `the versionRegex '${versionRegex}' ${problem}`, 'write it in the syntax of RE2: https://github.com/google/re2/wiki/Syntax');
  return versionRegex;
}
