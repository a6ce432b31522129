import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { byName, reasonsIn } from './comparison';
import { differences } from './difference';
import { CHART_VARIANTS } from './gateway-chart';
import { buildGoTools } from './go-tools';
import { isMeant, MeantDifference } from './parity-differences';
import { GatewayTls, IngressGateway, IngressGatewayProps, Listener } from 'istos';

jest.setTimeout(20 * 60_000);

const NAME = 'istio-ingressgateway';
const NAMESPACE = 'istio-ingress';
const WORKLOADS = ['Deployment', 'DaemonSet'];
const POD = 'spec / template';

/** Where gateways are meant to differ from those of the chart; docs/gateway.md says why. */
const MEANT: readonly MeantDifference[] = [
  { object: '*', path: 'metadata / labels / istio.io/dataplane-mode', here: 'left out', reason: 'ztunnel and the CNI plugin look at pods only' },
  { object: '*', path: 'metadata / annotations', here: 'added', reason: 'the chart forgets these objects' },
  ...WORKLOADS.flatMap((kind): MeantDifference[] => [
    { object: `${kind} * *`, path: `${POD} / metadata / annotations / sidecar.istio.io/inject`, here: 'left out', reason: 'the label of that name decides and is there' },
    { object: `${kind} * *`, path: `${POD} / spec / terminationGracePeriodSeconds`, here: 'left out', reason: 'Kubernetes\' default is the same' },
    {
      object: `${kind} * *`, path: `${POD} / spec / containers / 0 / imagePullPolicy`, here: 'added',
      reason: 'for `auto`, a name without tag, Kubernetes fills in `Always`: no restart while the registry is out of reach',
    },
    ...['cpu', 'memory'].map((resource): MeantDifference => ({
      object: `${kind} * *`, path: `${POD} / spec / containers / 0 / resources / limits / ${resource}`, here: 'changed',
      reason: 'as the API server writes the same amounts, so that comparing tools see no change',
    })),
  ]),
  {
    object: 'Deployment * *', path: `${POD} / metadata / labels / live`, here: 'added',
    reason: 'the chart has no labels for pods alone; where its Service asks for some, they must come from elsewhere',
  },
  { object: 'RoleBinding * *', path: 'subjects / 0 / namespace', here: 'added', reason: 'istiod\'s check goes by namespace and name, and so the object says it' },
  { object: 'PodDisruptionBudget * *', path: '', here: 'added', reason: 'maintenance must not take all proxies at once' },
  ...(['added', 'left out'] as const).map((here): MeantDifference => (
    { object: 'NetworkPolicy * *', path: 'metadata / labels / *', here, reason: 'the labels of all objects, in place of those of an operator' }
  )),
];

const tools = buildGoTools();

function ours(props: IngressGatewayProps): Record<string, object> {
  const chart = new Chart(new App(), 'edge', { namespace: NAMESPACE });
  const gateway = new IngressGateway(chart, NAME, props);
  gateway.addListener('http', Listener.http({ hosts: ['*'] }));
  gateway.addListener('https', Listener.https({ hosts: ['*'], tls: GatewayTls.simple('tls') }));
  return byName(chart.toJson().filter(({ kind }) => kind !== 'Gateway').map(flat));
}

/** The ports that a NetworkPolicy lets in, however it groups them. */
function flat(object: any): any {
  if (object.kind !== 'NetworkPolicy') return object;
  const ports = object.spec.ingress.flatMap((rule: any) => rule.ports).map(({ protocol, port }: any) => [port, protocol]);
  return { ...object, spec: { ...object.spec, ingress: Object.fromEntries(ports) } };
}

function charts(values: object): Record<string, object> {
  const output = execFileSync(tools.chart, ['gateway', NAME, NAMESPACE], { input: JSON.stringify(values), encoding: 'utf8' });
  return byName(parseAllDocuments(output).map((document) => document.toJS()).filter(Boolean).map(flat));
}

const found = Object.fromEntries(Object.entries(CHART_VARIANTS).map(([name, { props, values }]) => [name, differences(ours(props), charts(values))]));

test.each(Object.keys(CHART_VARIANTS))('with %s, gateways differ from those of the chart only where it is meant', (name) => {
  expect(found[name].filter((difference) => !MEANT.some((meant) => isMeant(difference, meant)))).toEqual([]);
});

test('each meant difference exists', () => {
  const all = Object.values(found).flat();
  expect(MEANT.filter((meant) => !all.some((difference) => isMeant(difference, meant)))).toEqual([]);
});

test('the page says every meant difference, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'gateway.md'), 'utf8');
  expect(reasonsIn(page, "Differences from Istio's chart")).toEqual([...new Set(MEANT.map(({ reason }) => reason))].sort());
});
