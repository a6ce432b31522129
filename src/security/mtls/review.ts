import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, placeOf } from '../../ground/fail';
import { PerApp } from '../../ground/per-app';
import { warnNow } from '../../ground/warning';
import { selectorText } from '../../match/label-selector';
import { MtlsMode } from '../mtls-mode';
import { contradictions } from './client-contradictions';
import { declaredCallers } from './declared-callers';
import { Labels, selects } from './labels';
import { lockOuts } from './lock-outs';
import { ownerOf } from './owner';
import { PeerPods } from './peer-policies';
import { portMistakes } from './port-mistakes';
import { Program } from './program';
import { CURE_OF_STEP, wrongStep } from './stages';

/** Pods that a construct brings to a stage. */
interface Staged {
  readonly writer: IConstruct;
  readonly object: ApiObject;
  readonly pods: PeerPods;
  readonly stage: MtlsMode;
  /** Where they are now, if that is said. */
  readonly reached?: MtlsMode;
}

/** Looks at all that a program says of mutual TLS together, when all is said: at what no construct can know by itself. */
export class MtlsReview {
  static of(place: IConstruct): MtlsReview {
    return MtlsReview.reviews.of(place);
  }

  private static readonly reviews = new PerApp((root) => new MtlsReview(root));

  private readonly staged: Staged[] = [];
  /** The namespaces from which a mesh is covered. */
  private readonly roots = new Set<string>();

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.review() });
  }

  /** Adds Pods. Two policies for the same ones are refused: Istio takes the older. */
  add(staged: Staged, { namespace, labels }: { readonly namespace: string; readonly labels?: Labels }): void {
    if (labels) this.refuseOverlap(staged.writer, namespace, labels);
    if (staged.pods.namespace === undefined) this.roots.add(namespace);
    this.staged.push(staged);
  }

  /** What the program says as it is now. */
  get program(): Program {
    return new Program(this.root, this.roots);
  }

  private refuseOverlap(writer: IConstruct, namespace: string, labels: Labels): void {
    const other = this.staged.find(({ pods }) => (
      pods.namespace === namespace && pods.labels && (selects(pods.labels, labels) || selects(labels, pods.labels))
    ));
    if (!other) return;
    fail(writer, `the workload ${selectorText(labels)} of ${namespace} has Pods that ${placeOf(other.writer)} covers as ${selectorText(other.pods.labels!)}, `
      + 'and of two policies of workloads Istio takes the older one, not the narrower', 'cover each Pod by one of them, with labels that tell them apart');
  }

  private review(): string[] {
    const { program } = this;
    for (const { object, problem, cure } of lockOuts(program)) warnNow(object, problem, cure);
    for (const { writer, stage, pods: { namespace = '' } } of this.staged) {
      if (stage === MtlsMode.DISABLE && program.members.isAmbient(namespace)) {
        warnNow(writer, `namespace '${namespace}' has ztunnel, which reads ${stage} as ${MtlsMode.PERMISSIVE}`, `say MtlsMode.${MtlsMode.PERMISSIVE}`);
      }
    }
    return [
      ...this.staged.flatMap((staged) => [...this.inheritedStep(program, staged), ...this.withoutEffect(program, staged)]),
      ...portMistakes(program),
      ...contradictions(program),
      ...declaredCallers(program, this.root),
    ];
  }

  /** A narrower policy that is new takes its Pods away from a wider one. */
  private inheritedStep(program: Program, { writer, pods, stage, reached }: Staged): string[] {
    const above = reached === undefined ? program.modes.above(pods) : undefined;
    if (!above) return [];
    const before = this.staged.find(({ object }) => object === above.by.object)?.reached ?? above.mode;
    const wrong = wrongStep(stage, before);
    return wrong ? [`${placeOf(writer)}: ${wrong}; that is the stage of ${ownerOf(above.by.object)}, which is wider: ${CURE_OF_STEP}, `
      + 'or say with reached which stage they have'] : [];
  }

  private withoutEffect(program: Program, { writer, pods: { namespace = '', labels } }: Staged): string[] {
    return labels && program.roots.has(namespace) ? [`${placeOf(writer)}: it covers workloads of ${namespace}, the mesh's root namespace, in which Istio does not look `
      + 'for policies of workloads; let them run in another namespace, or cover the mesh'] : [];
  }
}
