import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { checkedLabels } from '../ground/labels';
import { LocalityShare, RegionFailover } from './locality-balancing-options';

const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];
const WEIGHT_CURE = 'share out 100, each at least 1; leave out a locality that gets nothing';

/** Failover among regions as it stands in a traffic policy. */
export function regionFailovers(place: IConstruct, failover: readonly RegionFailover[]): networking.LocalityLoadBalancerSettingFailover[] {
  if (failover.length === 0) fail(place, 'failover is empty', 'name a region and the one that takes over, or leave it out for any other region');
  failover.forEach(({ from, to }, i) => {
    region(place, from);
    region(place, to);
    if (from === to) fail(place, `region '${from}' fails over to itself`, 'name the region that takes over');
    if (failover.slice(0, i).some((other) => other.from === from)) fail(place, `failover of region '${from}' is said twice`, 'Istio takes the first; keep one');
  });
  return failover.map(({ from, to }) => ({ from, to }));
}

/** Labels in the order of their importance. `otherwise` is what says the same as labels of the topology, if anything does. */
export function failoverPriorities(place: IConstruct, labels: readonly string[], otherwise?: string): string[] {
  if (labels.length === 0) fail(place, 'failoverPriority is empty', `name a label, e.g. 'topology.istio.io/network'`);
  const names = labels.map((label) => label.split('=')[0]);
  names.forEach((name, i) => {
    if (labels[i].split('=').length > 2) fail(place, `failoverPriority '${labels[i]}' is neither a label nor a label=value`, `write it like 'version=v2'`);
    checkedLabels(place, 'failoverPriority', { [name]: labels[i].slice(name.length + 1) });
    if (names.indexOf(name) !== i) fail(place, `failoverPriority has label '${name}' twice`, 'keep one of them');
    if (otherwise && TOPOLOGY.includes(name)) fail(place, `failoverPriority has label '${name}', and ${otherwise}`, 'leave one of them out');
  });
  return [...labels];
}

/** Shares by locality as they stand in a traffic policy. */
export function localityShares(place: IConstruct, shares: readonly LocalityShare[]): networking.LocalityLoadBalancerSettingDistribute[] {
  if (shares.length === 0) fail(place, 'distribute shares out nothing', `give at least one share, e.g. { from: '*', to: { 'eu/*': 80, 'us/*': 20 } }`);
  checkSources(place, shares.map(({ from }) => locality(place, from)));
  return shares.map(({ from, to }) => ({ from, to: weights(place, from, to) }));
}

function weights(place: IConstruct, from: string, to: { readonly [locality: string]: number }): { [locality: string]: number } {
  const shares = Object.entries(to);
  const text = shares.map(([name, weight]) => `${name}=${weight}`).join(', ');
  for (const [name, weight] of shares) {
    if (!Number.isInteger(weight) || weight < 1 || weight > 100) {
      fail(place, `the weight of locality '${name}' for clients in '${from}' is ${weight}, a whole number from 1 to 100 is allowed`, WEIGHT_CURE);
    }
  }
  const sum = shares.reduce((total, [, weight]) => total + weight, 0);
  if (sum !== 100) fail(place, `the weights of localities for clients in '${from}' must add up to 100, got ${sum} (${text})`, WEIGHT_CURE);
  const names = shares.map(([name]) => locality(place, name));
  names.forEach((name, i) => {
    const other = names.slice(0, i).find((earlier) => overlap(name, earlier));
    if (other) fail(place, `localities '${other.join('/')}' and '${name.join('/')}' overlap, where requests from '${from}' go`, 'tell them apart');
  });
  return { ...to };
}

/** Of the shares that fit a client the first decides, so a narrower locality comes before a wider one. */
function checkSources(place: IConstruct, sources: readonly string[][]): void {
  sources.forEach((source, i) => {
    const earlier = sources.slice(0, i).filter((other) => overlap(source, other));
    const covering = earlier.find((other) => covers(other, source));
    if (covering) {
      fail(place, `clients in '${source.join('/')}' get no shares of their own, '${covering.join('/')}' is before and takes them`, 'order them from narrow to wide');
    }
    if (earlier.length > 0 && !source.includes('*')) {
      fail(place, `locality '${source.join('/')}' takes in '${earlier[0].join('/')}' before it, which Istio refuses in this form`,
        `write the wider one as '${source.join('/')}/*'`);
    }
  });
}

const at = (name: readonly string[], level: number): string => name[level] ?? '*';
const LEVELS = [0, 1, 2];

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return LEVELS.every((level) => at(a, level) === '*' || at(b, level) === '*' || at(a, level) === at(b, level));
}

function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  return LEVELS.every((level) => at(wide, level) === '*' || at(wide, level) === at(narrow, level));
}

/** The region, zone and subzone of a locality, as far as they are named. */
function locality(place: IConstruct, text: string): string[] {
  const parts = text.split('/');
  const starred = parts.findIndex((part) => part.includes('*'));
  const right = parts.length <= 3 && parts.every((part) => part !== '') && (starred < 0 || (starred === parts.length - 1 && parts[starred] === '*'));
  if (!right) {
    fail(place, `'${text}' is not a locality (region, region/zone or region/zone/subzone, a '*' at the end for all)`, `write it like 'eu-central/zone-a' or 'eu-central/*'`);
  }
  return parts;
}

function region(place: IConstruct, text: string): void {
  if (text === '' || /[/*]/.test(text)) {
    fail(place, `'${text}' is not a region (without zone and '*')`, `name the region alone, e.g. '${text.split('/')[0].replace(/\*/g, '') || 'eu-central'}'`);
  }
}
