import { App, Chart } from 'cdk8s';
import { MeshApp } from '../../src/app/mesh-app';
import { warn, WARNING, warnNow } from '../../src/ground/warning';

let lines: string[];

beforeEach(() => {
  lines = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => jest.restoreAllMocks());

const outdir = '/nonexistent';

describe.each([['App', () => new App({ outdir })], ['MeshApp', () => new MeshApp({ outdir })]])('in a %s', (_, makeApp) => {
  test('a warning is shown once, when the app is synthesized', () => {
    const app = makeApp();
    warn(new Chart(app, 'shop'), 'the lamp is on', 'switch it off');
    expect(lines).toEqual([]);
    app.synthYaml();
    app.synthYaml();
    expect(lines).toEqual([`warning: Chart 'shop': the lamp is on; switch it off\n`]);
  });

  test('each place has its own', () => {
    const app = makeApp();
    warn(new Chart(app, 'shop'), 'the lamp is on', 'switch it off');
    warn(new Chart(app, 'bank'), 'the lamp is on', 'switch it off');
    app.synthYaml();
    expect(lines.length).toBe(2);
  });

  test('the construct keeps it as metadata', () => {
    const chart = new Chart(makeApp(), 'shop');
    warn(chart, 'the lamp is on', 'switch it off');
    warn(chart, 'the lamp is on', 'switch it off');
    expect(chart.node.metadata.filter(({ type }) => type === WARNING).map(({ data }) => data)).toEqual([`Chart 'shop': the lamp is on; switch it off`]);
  });

  test('a validation may find it in the end', () => {
    const app = makeApp();
    const chart = new Chart(app, 'shop');
    chart.node.addValidation({ validate: () => { warnNow(chart, 'the lamp is on', 'switch it off'); return []; } });
    expect(chart.node.metadata).toEqual([]);
    app.synthYaml();
    app.synthYaml();
    expect(lines.length).toBe(1);
    expect(chart.node.metadata.map(({ type }) => type)).toEqual([WARNING]);
  });
});
