import { networking } from '../api';
import { fail } from '../ground/fail';
import { IDestination } from '../host/destination';
import { HostReference } from '../host/host';
import { destinationLabel, destinationSpec, PortsFor } from './destination-spec';

/** A destination and its share in percent. */
export interface Share {
  readonly to: IDestination;
  readonly weight: number;
  readonly port?: number;
}

/** Checks how traffic is shared and writes each destination as it stands in a VirtualService, in the same order. */
export function sharesSpec(place: string, shares: Share[], owner: HostReference | undefined, portsFor?: PortsFor): networking.RouteDestination[] {
  checkWeights(place, shares, owner);
  const specs = shares.map(({ to, weight, port }) => ({
    destination: destinationSpec(place, to.destinationRef, port, owner, portsFor),
    weight: shares.length === 1 ? undefined : weight,
  }));
  const seen = new Set<string>();
  specs.forEach(({ destination }, i) => {
    const key = `${destination.host} ${destination.subset} ${destination.port?.number}`;
    if (seen.has(key)) {
      fail(place, `destination ${destinationLabel(shares[i].to.destinationRef, owner)} stands twice in one split`, 'add its weights up');
    }
    seen.add(key);
  });
  return specs;
}

function checkWeights(place: string, shares: Share[], owner: HostReference | undefined): void {
  let sum = 0;
  for (const { to, weight } of shares) {
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
      fail(place, `the weight of ${destinationLabel(to.destinationRef, owner)} is ${weight}, a whole number from 0 to 100 is allowed`,
        'give the share in percent');
    }
    sum += weight;
  }
  if (sum !== 100) {
    const given = shares.map(({ to, weight }) => `${destinationLabel(to.destinationRef, owner)}=${weight}`);
    fail(place, `weights must add up to 100, got ${sum} (${given.join(', ')})`, 'change them so that their sum is 100');
  }
}
