import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, placeOf } from '../../ground/fail';
import { claim } from '../../ground/one-writer';
import { ControlPlane } from './control-plane';
import { DEFAULT } from './revision';

/** A control plane and who made it. */
interface Member {
  readonly mesh: IConstruct;
  readonly plane: ControlPlane;
}

const clusters = new WeakMap<Chart, Cluster>();

/** What the control planes and tags of one cluster have to agree on. A chart is what one cluster gets. */
export class Cluster {
  static of(place: IConstruct): Cluster {
    const chart = Chart.of(place);
    let found = clusters.get(chart);
    if (!found) clusters.set(chart, found = new Cluster(`chart '${chart.node.path}'`));
    return found;
  }

  private readonly members: Member[] = [];
  private owner?: Member;
  private default?: ControlPlane;
  private validator?: { pointTo(plane: ControlPlane): void };

  private constructor(private readonly name: string) {}

  addControlPlane(mesh: IConstruct, plane: ControlPlane, clusterWide: boolean): void {
    this.claimName(mesh, plane.revision.label, 'give each control plane a revision of its own');
    if (clusterWide) claim(mesh, `set of CRDs and other cluster-wide objects in ${this.name}`, 'set clusterWide to false for all control planes but one');
    const member = { mesh, plane };
    this.members.push(member);
    if (clusterWide) this.owner = member;
    this.checkCrds(mesh);
    if (plane.revision.isDefault) this.setDefault(plane);
  }

  addTag(mesh: IConstruct, name: string, plane: ControlPlane): void {
    this.claimName(mesh, name, name === DEFAULT
      ? 'a control plane without a revision is the default one: leave out the tag, or first remove that control plane'
      : 'give each control plane and each tag a name of its own');
    if (name === DEFAULT) this.setDefault(plane);
  }

  /** Whether a control plane is the default one, by its name or by a tag. */
  isDefault(plane: ControlPlane): boolean {
    return this.default === plane;
  }

  setValidator(validator: { pointTo(plane: ControlPlane): void }): void {
    this.validator = validator;
    if (this.default) validator.pointTo(this.default);
  }

  /** Revisions and tags are values of one label: with two of a name, each pod would be sent to two istiods. */
  private claimName(writer: IConstruct, name: string, cure: string): void {
    claim(writer, `revision or tag '${name}' in ${this.name}`, cure);
  }

  /** CRDs go ahead of the control planes: of what they do not know, the API server drops each field. */
  private checkCrds(place: IConstruct): void {
    const newer = this.owner && this.members.find(({ plane }) => this.owner!.plane.version._isOlderThan(plane.version));
    if (!this.owner || !newer) return;
    fail(place, `${placeOf(newer.mesh)} runs Istio ${newer.plane.version.minor}, but ${placeOf(this.owner.mesh)} makes the CRDs of ${this.owner.plane.version.minor}, `
      + 'at least those of the newest control plane are allowed', 'set clusterWide to true for the newest control plane, and to false for the others');
  }

  private setDefault(plane: ControlPlane): void {
    this.default = plane;
    this.validator?.pointTo(plane);
  }
}
