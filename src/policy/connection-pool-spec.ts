import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { count } from './amount';
import { ConnectionPoolOptions, H2UpgradePolicy } from './connection-pool';

/** A connection pool as it stands in a traffic policy; nothing if nothing of it is given. */
export function connectionPoolSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettings | undefined {
  const tcp = unlessEmpty(tcpSpec(place, given));
  const http = unlessEmpty(httpSpec(place, given));
  return tcp || http ? { tcp, http } : undefined;
}

function tcpSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettingsTCPSettings {
  const { connectTimeout, maxConnectionDuration, tcpIdleTimeout } = given;
  return {
    maxConnections: count(place, 'maxConnections', given.maxConnections),
    connectTimeout: connectTimeout && durationText(place, 'connectTimeout', connectTimeout),
    maxConnectionDuration: maxConnectionDuration && durationText(place, 'maxConnectionDuration', maxConnectionDuration),
    idleTimeout: tcpIdleTimeout && durationText(place, 'tcpIdleTimeout', tcpIdleTimeout, true),
  };
}

function httpSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettingsHTTPSettings {
  const { idleTimeout, h2UpgradePolicy, useClientProtocol } = given;
  if (useClientProtocol && h2UpgradePolicy === H2UpgradePolicy.UPGRADE) {
    fail(place, 'useClientProtocol contradicts h2UpgradePolicy UPGRADE', 'leave one of them out');
  }
  return {
    http1MaxPendingRequests: count(place, 'http1MaxPendingRequests', given.http1MaxPendingRequests),
    http2MaxRequests: count(place, 'http2MaxRequests', given.http2MaxRequests),
    maxRequestsPerConnection: count(place, 'maxRequestsPerConnection', given.maxRequestsPerConnection),
    maxRetries: count(place, 'maxRetries', given.maxRetries),
    idleTimeout: idleTimeout && durationText(place, 'idleTimeout', idleTimeout),
    h2UpgradePolicy: h2UpgradePolicy && UPGRADES[h2UpgradePolicy],
    useClientProtocol,
    maxConcurrentStreams: count(place, 'maxConcurrentStreams', given.maxConcurrentStreams),
  };
}

const UPGRADES = {
  [H2UpgradePolicy.DEFAULT]: networking.ConnectionPoolSettingsHTTPSettingsH2UpgradePolicy.DEFAULT,
  [H2UpgradePolicy.DO_NOT_UPGRADE]: networking.ConnectionPoolSettingsHTTPSettingsH2UpgradePolicy.DO_NOT_UPGRADE,
  [H2UpgradePolicy.UPGRADE]: networking.ConnectionPoolSettingsHTTPSettingsH2UpgradePolicy.UPGRADE,
};

/** The settings, or nothing if none of them is given. */
function unlessEmpty<T extends object>(settings: T): T | undefined {
  return Object.values(settings).some((value) => value !== undefined) ? settings : undefined;
}
