import { isIP } from 'net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { SidecarEgressOptions } from './sidecar-egress-options';

/** Where a listener listens, and how connections come to it. */
export function listenSpec(place: IConstruct, { bind, captureMode }: SidecarEgressOptions): { bind?: string; captureMode?: networking.CaptureMode } {
  if (bind !== undefined && isIP(bind) === 0) fail(place, `bind is '${bind}', an IP address is allowed`, `write e.g. '127.0.0.1', or leave it out`);
  return { bind, captureMode: captureMode && networking.CaptureMode[captureMode] };
}

/** The path of a Unix domain socket. */
export function socketPath(place: IConstruct, path: string): string {
  if (/^[/@]./.test(path)) return path;
  return fail(place, `the path of a socket is '${path}', an absolute one is allowed, or '@' and a name`, `write e.g. '/var/run/shop.sock'`);
}
