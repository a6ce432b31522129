import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { count, positive } from './amount';
import { ConnectionPoolOptions, H2UpgradePolicy, Http2KeepAlive, TcpKeepalive } from './connection-pool';
import { said } from './policy-parts';

const { DEFAULT, DO_NOT_UPGRADE, UPGRADE } = networking.ConnectionPoolSettingsHTTPSettingsH2UpgradePolicy;

/** A connection pool as it stands in a traffic policy; nothing if nothing of it is given. */
export function connectionPoolSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettings | undefined {
  return said({ tcp: said(tcpSpec(place, given)), http: said(httpSpec(place, given)) });
}

/** What Istio refuses together, also when it comes together from several layers. */
export function checkConnectionPool(place: IConstruct, { http }: networking.ConnectionPoolSettings): void {
  if (http?.useClientProtocol && http.h2UpgradePolicy === UPGRADE) {
    fail(place, 'useClientProtocol contradicts h2UpgradePolicy UPGRADE', 'leave one of them out');
  }
}

function tcpSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettingsTCPSettings {
  const { connectTimeout, maxConnectionDuration, tcpIdleTimeout, tcpKeepalive } = given;
  return {
    maxConnections: positive(place, 'maxConnections', given.maxConnections),
    connectTimeout: connectTimeout && durationText(place, 'connectTimeout', connectTimeout),
    maxConnectionDuration: maxConnectionDuration && durationText(place, 'maxConnectionDuration', maxConnectionDuration),
    idleTimeout: tcpIdleTimeout && durationText(place, 'tcpIdleTimeout', tcpIdleTimeout, true),
    tcpKeepalive: tcpKeepalive && tcpKeepaliveSpec(place, tcpKeepalive),
  };
}

function tcpKeepaliveSpec(place: IConstruct, { probes, time, interval }: TcpKeepalive): networking.ConnectionPoolSettingsTCPSettingsTcpKeepalive {
  return {
    probes: positive(place, 'probes of tcpKeepalive', probes),
    time: time && wholeSeconds(place, 'time of tcpKeepalive', time),
    interval: interval && wholeSeconds(place, 'interval of tcpKeepalive', interval),
  };
}

function httpSpec(place: IConstruct, given: ConnectionPoolOptions): networking.ConnectionPoolSettingsHTTPSettings {
  const { idleTimeout, h2UpgradePolicy, useClientProtocol, http2KeepAlive } = given;
  return {
    http1MaxPendingRequests: positive(place, 'http1MaxPendingRequests', given.http1MaxPendingRequests),
    http2MaxRequests: positive(place, 'http2MaxRequests', given.http2MaxRequests),
    maxRequestsPerConnection: count(place, 'maxRequestsPerConnection', given.maxRequestsPerConnection),
    maxRetries: positive(place, 'maxRetries', given.maxRetries),
    idleTimeout: idleTimeout && durationText(place, 'idleTimeout', idleTimeout),
    h2UpgradePolicy: h2UpgradePolicy && UPGRADES[h2UpgradePolicy],
    useClientProtocol,
    maxConcurrentStreams: positive(place, 'maxConcurrentStreams', given.maxConcurrentStreams),
    http2KeepAlive: http2KeepAlive && http2KeepAliveSpec(place, http2KeepAlive),
  };
}

function http2KeepAliveSpec(
  place: IConstruct, { interval, timeout }: Http2KeepAlive,
): networking.ConnectionPoolSettingsHTTPSettingsConnectionKeepalive {
  return {
    interval: durationText(place, 'interval of http2KeepAlive', interval),
    timeout: durationText(place, 'timeout of http2KeepAlive', timeout),
  };
}

/** The operating system counts whole seconds; Istio would cut off the rest. */
function wholeSeconds(place: IConstruct, what: string, value: Duration): string {
  const millis = value.toMilliseconds({ integral: false });
  if (millis % 1000 !== 0) fail(place, `${what} is ${millis} ms, whole seconds are allowed`, 'round it');
  return durationText(place, what, value);
}

const UPGRADES = {
  [H2UpgradePolicy.DEFAULT]: DEFAULT,
  [H2UpgradePolicy.DO_NOT_UPGRADE]: DO_NOT_UPGRADE,
  [H2UpgradePolicy.UPGRADE]: UPGRADE,
};
