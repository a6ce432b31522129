import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { fieldsIn, fieldsOf } from './fields';
import * as destinationRule from './reach/destination-rule';
import * as gateway from './reach/gateway';
import * as proxyConfig from './reach/proxy-config';
import * as serviceEntry from './reach/service-entry';
import * as virtualService from './reach/virtual-service';

const KINDS: Record<string, (chart: Chart) => void> = {
  VirtualService: virtualService.reach,
  DestinationRule: destinationRule.reach,
  Gateway: gateway.reach,
  ServiceEntry: serviceEntry.reach,
  ProxyConfig: proxyConfig.reach,
};

const NOT_OFFERED = 'not offered: ';

const doc = readFileSync(join(__dirname, '../../docs/traffic.md'), 'utf8');

/** The rows of the table in a kind's section of docs/traffic.md: the call by the field. */
function rows(kind: string): Map<string, string> {
  const section = doc.split(/^## /m).find((text) => text.startsWith(`${kind}\n`)) ?? '';
  return new Map([...section.matchAll(/^\| `(.+?)` \| (.*) \|$/gm)].map(([, field, call]) => [field, call.trim()]));
}

describe.each(Object.entries(KINDS))('%s', (kind, reach) => {
  const table = rows(kind);
  const offered = [...table].filter(([, call]) => !call.startsWith(NOT_OFFERED)).map(([field]) => field);

  test('the table has every field of the schema and no other', () => {
    expect([...table.keys()].sort()).toEqual(fieldsOf(kind).sort());
  });

  test('every field has a call, or the reason why it has none', () => {
    expect([...table].filter(([, call]) => call === '' || call === NOT_OFFERED.trim())).toEqual([]);
  });

  test('every field that has a call is written by one', () => {
    const chart = new Chart(Testing.app(), 'reach', { namespace: 'shop' });
    reach(chart);
    const objects: any[] = Testing.synth(chart);
    const written = fieldsIn(kind, objects.filter((object) => object.kind === kind).map(({ spec }) => spec));
    expect(offered.filter((field) => !written.has(field))).toEqual([]);
  });
});
