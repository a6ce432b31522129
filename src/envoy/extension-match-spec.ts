import { IConstruct } from 'constructs';
import { types } from '../api';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { ExtensionMatch } from './extension-match';

/** Matches as they stand in the spec; nothing if none is given. */
export function extensionMatchSpec(
  place: IConstruct, matches: readonly ExtensionMatch[] = [],
): { mode?: types.WorkloadMode; ports?: types.PortSelector[] }[] | undefined {
  if (matches.length === 0) return undefined;
  return matches.map(({ mode, ports = [] }) => {
    if (mode === undefined && ports.length === 0) fail(place, 'a match has no condition', 'leave match out to see every request');
    return {
      mode: mode && types.WorkloadMode[mode],
      ports: ports.length > 0 ? ports.map((number) => ({ number: portNumber(place, 'port of a match', number) })) : undefined,
    };
  });
}
