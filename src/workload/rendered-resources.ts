import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { ContainerResources, ResourceAmounts } from './container-resources';

/** The amounts as they stand in a container, those not given left out. */
export interface RenderedResources {
  readonly requests?: Record<string, string>;
  readonly limits?: Record<string, string>;
}

const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;
const DECIMAL = 'kMGTPE';

/** Checks the amounts and fills in the defaults: each of `requests` and `limits` is taken as a whole. */
export function renderResources(
  place: IConstruct, what: string, given: ContainerResources | undefined, defaults: ContainerResources,
): RenderedResources {
  const requests = amounts(place, `${what} requests`, given?.requests ?? defaults.requests ?? {});
  const limits = amounts(place, `${what} limits`, given?.limits ?? defaults.limits ?? {});
  for (const [name, limit] of Object.entries(limits)) {
    const request = requests[name];
    if (request !== undefined && size(request) > size(limit)) {
      fail(place, `${what} requests ${name} ${request} is more than the limit ${limit}, at most the limit is allowed`,
        'lower the request or raise the limit');
    }
  }
  return {
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}

function amounts(place: IConstruct, what: string, given: ResourceAmounts): Record<string, string> {
  const entries = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [name, value] of entries) {
    if (!QUANTITY.test(value)) {
      fail(place, `${what} ${name} '${value}' is not a quantity (a number, then nothing, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei)`,
        name === 'cpu' ? "write cores, e.g. '500m' or '2'" : "write bytes, e.g. '256Mi'");
    }
  }
  return Object.fromEntries(entries);
}

function size(quantity: string): number {
  const [, digits, unit = ''] = QUANTITY.exec(quantity)!;
  if (unit === 'm') return Number(digits) / 1000;
  return Number(digits) * (unit.endsWith('i') ? 1024 : 1000) ** (unit === '' ? 0 : DECIMAL.indexOf(unit[0].replace('K', 'k')) + 1);
}
