import { IConstruct } from 'constructs';
import { networking } from '../api';
import { placeOf } from '../ground/fail';
import { warnNow } from '../ground/warning';
import { PolicyPlace, placeText } from './policy-place';
import { RuleLayers } from './rule-layers';

const { PASSTHROUGH } = networking.LoadBalancerSettingsSimpleLB;

const ADD = 'add it, e.g. DestinationPolicy.outlierDetection({ consecutive5xxErrors: 5 }), or say outlierDetectionOfMesh: true';
const CHOICE = 'choose LocalityBalancing.nearest(), .distribute(...), .disabled() or .asMesh(), as locality of the outlier detection or by DestinationPolicy.locality';

/**
 * What is between locality balancing and outlier detection when all has been said: the first is without effect without the second, which is an
 * error, and the second turns the first on, of which a warning is given. Each writer is told once, of what is most general.
 */
export class LocalityChecks {
  readonly errors: string[] = [];
  private readonly told = new Set<IConstruct>();

  check(place: PolicyPlace, layers: RuleLayers): void {
    for (const port of [undefined, ...layers.ports]) this.checkPort(`${port === undefined ? '' : `port ${port} of `}${placeText(place)}`, layers, port);
  }

  private checkPort(where: string, layers: RuleLayers, port?: number): void {
    const { locality, outlierDetection, loadBalancer } = layers.partsFor(port);
    if (locality?.withoutOutlierDetection === 'no effect' && !outlierDetection) {
      this.tell(layers.writerOf('locality', port)!, (writer) => this.errors.push(
        `${placeOf(writer)}: the locality balancing of ${where} is without effect, no Pod ever counts as failed without outlier detection; ${ADD}`));
    }
    if (locality?.withoutOutlierDetection === 'less effect' && !outlierDetection) {
      this.tell(layers.writerOf('locality', port)!, (writer) => warnNow(writer,
        `the failover of ${where} waits until the nearer Pods are all gone, for none ever counts as failed without outlier detection`, ADD));
    }
    if (outlierDetection && !locality && loadBalancer?.simple !== PASSTHROUGH) {
      this.tell(layers.writerOf('outlierDetection', port)!, (writer) => warnNow(writer,
        `the outlier detection of ${where} turns locality balancing on: requests go to Pods in the zone of the caller, then in its region, `
        + 'and to others only when those fail', CHOICE));
    }
  }

  private tell(writer: IConstruct, say: (writer: IConstruct) => void): void {
    if (this.told.has(writer)) return;
    this.told.add(writer);
    say(writer);
  }
}
