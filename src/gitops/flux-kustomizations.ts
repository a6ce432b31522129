import { ApiObject, App, Chart, Duration, Names, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { ConstructTree } from '../app/construct-tree';
import { Dependencies } from '../app/dependencies';
import { fail, placeOf } from '../ground/fail';
import { dnsLabel, dnsName } from '../ground/names';
import { phaseNumber, phaseOf } from '../ground/phase';
import { FluxKustomizationsProps } from './flux-kustomizations-props';

/**
 * Lets Flux apply an app: a `Kustomization` for each chart, which waits for the charts of earlier phases, e.g. gateways for the control plane.
 *
 * The app writes a folder for each chart (`YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE`), as that is what Flux reads.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomizations extends Construct {
  public constructor(scope: Construct, id: string, private readonly props: FluxKustomizationsProps) {
    super(scope, id);
    const app = App.of(this);
    this.checkOutput(app);
    const charts = props.charts ?? app.charts.filter((chart) => chart !== Chart.of(this));
    const ordered = [...charts].sort((a, b) => this.lastPhase(a) - this.lastPhase(b));
    for (const chart of ordered) this.kustomization(chart, this.before(chart, ordered));
    this.node.addValidation({ validate: () => this.numberedFolders(app) });
  }

  private kustomization(chart: Chart, before: Chart[]): void {
    const { sourceName, sourceKind = 'GitRepository', sourceNamespace, path = './dist', namespace = 'flux-system', interval = Duration.minutes(10) } = this.props;
    const name = Names.toDnsLabel(chart);
    new ApiObject(this, name, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name, namespace: dnsLabel(this, 'namespace', namespace) },
      spec: {
        interval: `${interval.toSeconds()}s`,
        sourceRef: { kind: sourceKind, name: dnsName(this, 'sourceName', sourceName), namespace: sourceNamespace },
        path: `${path.replace(/\/$/, '')}/${name}`,
        prune: this.props.prune ?? true,
        wait: true,
        timeout: `${(this.props.timeout ?? Duration.minutes(5)).toSeconds()}s`,
        dependsOn: before.length > 0 ? before.map((other) => ({ name: Names.toDnsLabel(other) })) : undefined,
      },
    });
  }

  /** The charts of the nearest earlier phase; they wait for those before them themselves. */
  private before(chart: Chart, ordered: Chart[]): Chart[] {
    const earlier = ordered.filter((other) => this.lastPhase(other) < this.lastPhase(chart));
    const nearest = Math.max(...earlier.map((other) => this.lastPhase(other)));
    return earlier.filter((other) => this.lastPhase(other) === nearest);
  }

  /** A chart works when the last of its phases does. */
  private lastPhase(chart: Chart): number {
    const objects = chart.node.findAll().filter(ApiObject.isApiObject);
    if (objects.length === 0) fail(this, `${placeOf(chart)} has no object yet, so it is in no phase`, 'make FluxKustomizations last');
    return Math.max(...objects.map((object) => phaseNumber(phaseOf(object))));
  }

  private checkOutput(app: App): void {
    if (app.yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) {
      fail(this, `the app does not write a folder for each chart (its yamlOutputType is ${YamlOutputType[app.yamlOutputType]})`,
        'give it yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE');
    }
  }

  private numberedFolders(app: App): string[] {
    if (!new Dependencies(new ConstructTree(app)).betweenCharts) return [];
    return [`${placeOf(this)}: charts depend on each other, so their folders are numbered, and each new chart would rename them; leave out the dependencies, Flux waits by dependsOn`];
  }
}
