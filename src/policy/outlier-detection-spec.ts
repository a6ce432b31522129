import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { Warning } from '../ground/warning';
import { count, percent, positive } from './amount';
import { OutlierDetectionOptions } from './outlier-detection';
import { said } from './policy-parts';

/** Outlier detection as it stands in a traffic policy; nothing if nothing of it is given, since even `{}` switches it on. */
export function outlierDetectionSpec(place: IConstruct, given: OutlierDetectionOptions): networking.OutlierDetection | undefined {
  const spec: networking.OutlierDetection = {
    consecutive5xxErrors: count(place, 'consecutive5xxErrors', given.consecutive5xxErrors),
    consecutiveGatewayErrors: count(place, 'consecutiveGatewayErrors', given.consecutiveGatewayErrors),
    splitExternalLocalOriginErrors: given.splitExternalLocalOriginErrors,
    consecutiveLocalOriginFailures: positive(place, 'consecutiveLocalOriginFailures', given.consecutiveLocalOriginFailures),
    outlierDetectionHttpErrorCodes: given.outlierDetectionHttpErrorCodes?.map((code) => errorCode(place, code)),
    interval: given.interval && durationText(place, 'interval', given.interval),
    baseEjectionTime: given.baseEjectionTime && durationText(place, 'baseEjectionTime', given.baseEjectionTime),
    maxEjectionPercent: positive(place, 'maxEjectionPercent', given.maxEjectionPercent, 100),
    minHealthPercent: percent(place, 'minHealthPercent', given.minHealthPercent),
  };
  return said(spec);
}

/** What is without effect together, also when it comes together from several layers. */
export function checkOutlierDetection(place: IConstruct, given: networking.OutlierDetection): void {
  const { consecutive5xxErrors: errors, consecutiveGatewayErrors: gatewayErrors } = given;
  if (given.consecutiveLocalOriginFailures !== undefined && !given.splitExternalLocalOriginErrors) {
    fail(place, `consecutiveLocalOriginFailures is ${given.consecutiveLocalOriginFailures}, and splitExternalLocalOriginErrors is not set`,
      'set it to true, or leave the failures out');
  }
  if (errors && gatewayErrors && gatewayErrors >= errors) {
    fail(place, `consecutiveGatewayErrors (${gatewayErrors}) is without effect, less than consecutive5xxErrors (${errors}) is allowed`,
      'lower it, or set consecutive5xxErrors to 0');
  }
}

/** What is accepted, and not heard. */
export function outlierDetectionAdvice({ outlierDetectionHttpErrorCodes: codes }: OutlierDetectionOptions): Warning[] {
  return codes ? [{
    problem: `outlierDetectionHttpErrorCodes (${codes.join(', ')}) stands in the API of Istio 1.31, and its istiod does not read it`,
    cure: 'count on 5xx alone',
  }] : [];
}

function errorCode(place: IConstruct, code: number): number {
  if (Number.isInteger(code) && code >= 100 && code <= 599) return code;
  return fail(place, `outlierDetectionHttpErrorCodes has ${code}, a whole number from 100 to 599 is allowed`, 'give statuses of HTTP');
}
