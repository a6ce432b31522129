import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { checkConnectionPool } from './connection-pool-spec';
import { checkOutlierDetection } from './outlier-detection-spec';
import { PolicyLevels } from './policy-levels';
import { PolicyParts } from './policy-parts';
import { PolicyPlace, placeText } from './policy-place';
import { RuleLayers } from './rule-layers';

const { PASSTHROUGH } = networking.LoadBalancerSettingsSimpleLB;

/** Refuses what does not go together, as far as it has been said: for all ports of a host or version, and for each that has settings of its own. */
export function checkRule(writer: IConstruct, place: PolicyPlace, layers: RuleLayers, own: PolicyLevels): void {
  for (const port of [undefined, ...layers.ports]) {
    const where = `${port === undefined ? '' : `port ${port} of `}${placeText(place)}`;
    checkParts(writer, where, layers.partsFor(port));
  }
  const lost = (['proxyProtocol', 'retryBudget'] as const).find((part) => own.all.parts[part] !== undefined);
  if (lost && layers.ports.length > 0) {
    fail(writer, `the ${lost} of ${placeText(place)} does not hold for port ${layers.ports[0]}, which has settings of its own: Istio has it for whole hosts only`,
      'give no policies to single ports, or leave it out');
  }
}

function checkParts(writer: IConstruct, where: string, parts: PolicyParts): void {
  const { connectionPool, outlierDetection, tunnel, proxyProtocol, retryBudget, loadBalancer, locality } = parts;
  if (connectionPool) checkConnectionPool(writer, connectionPool);
  if (outlierDetection) checkOutlierDetection(writer, outlierDetection);
  if (tunnel && proxyProtocol) fail(writer, `${where} has a tunnel and proxyProtocol, one is allowed`, 'leave one of them out');
  if (retryBudget && connectionPool?.http?.maxRetries !== undefined) {
    fail(writer, `${where} has a retry budget, with which maxRetries (${connectionPool.http.maxRetries}) is without effect`, 'leave one of them out');
  }
  const { localityLbSetting, zoneAwareLbSetting } = locality?.setting ?? {};
  if (loadBalancer?.simple === PASSTHROUGH && (localityLbSetting?.enabled || zoneAwareLbSetting)) {
    fail(writer, `${where} has load balancing passthrough, with which no locality is chosen`, 'use LocalityBalancing.disabled(), or another load balancing');
  }
}
