import { Construct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { portNumber } from '../host/port-number';
import { selectorText } from '../match/label-selector';
import { mtlsChecks } from './mtls/checks';
import { PeerPods } from './mtls/peer-policies';
import { MtlsReview } from './mtls/review';
import { CURE_OF_STEP, wrongStep } from './mtls/stages';
import { MtlsCheck } from './mtls-check';
import { MtlsMode } from './mtls-mode';
import { PolicyScope } from './policy-scope';

/** Where mutual TLS is demanded. */
export interface StrictMtlsProps {
  /** The workloads that take nothing but mutual TLS, in the end. */
  readonly cover: PolicyScope;

  /**
   * How far they come. The way leads from DISABLE, if that is where they are, to PERMISSIVE, and from there to STRICT.
   *
   * @default MtlsMode.STRICT
   */
  readonly stage?: MtlsMode;

  /**
   * The stage that they have now, where everything holds that `checks` demands for the next. From DISABLE to STRICT at once is refused, and back:
   * for some seconds proxies would speak differently.
   *
   * @default - that of the wider scope which this program covers, else MtlsMode.PERMISSIVE, as Istio has it where nothing is said
   */
  readonly reached?: MtlsMode;

  /**
   * Other modes for single ports, by the number on which the Pods listen (not the Service's), at every stage. Only for workloads.
   *
   * @default - as the stage says, for all ports
   */
  readonly portModes?: { [port: string]: MtlsMode };
}

/**
 * Workloads take connections of mutual TLS only, or are on the way there: a PeerAuthentication. Clients in the mesh need nothing more, their
 * proxies use mutual TLS wherever the other side can. A narrower scope goes before a wider one; each scope has one writer.
 *
 * What the program shows of callers that would be refused is said at synthesis: a DestinationRule that turns mutual TLS off is an error,
 * the kubelet's probes, Prometheus and others without a certificate are warnings.
 *
 * @see https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/
 */
export class StrictMtls extends Construct {
  private readonly review: MtlsReview;
  private readonly covered: PeerPods;

  public constructor(scope: Construct, id: string, props: StrictMtlsProps) {
    super(scope, id);
    const { cover, stage = MtlsMode.STRICT, reached } = props;
    this.checkStep(stage, reached);
    const namespace = cover._namespace(this);
    if (cover._targetRefs(this)) {
      fail(this, `it can't cover the ${cover._name}, mutual TLS is demanded by mesh, namespace or workload`, 'cover one of these, e.g. PolicyScope.workload(namespace, labels)');
    }
    const selector = cover._selector(this);
    const labels = selector?.matchLabels;
    const name = labels ? dnsName(this, 'name', id) : 'default';
    claim(this, `PeerAuthentication ${namespace}/${name}`, 'cover that scope once; for a workload the id is the name');
    if (labels) claim(this, `PeerAuthentication of the workload ${selectorText(labels)} of ${namespace}`, 'cover that workload once');
    this.covered = { namespace: cover._ofMesh ? undefined : namespace, labels };
    this.review = MtlsReview.of(this);
    const portLevelMtls = this.portLevelMtls(props, labels !== undefined);
    const object = new security.PeerAuthentication(this, 'PeerAuthentication', {
      metadata: { name, namespace },
      spec: { selector, mtls: { mode: MODES[stage] }, portLevelMtls },
    });
    this.review.add({ writer: this, object, pods: this.covered, stage, reached }, { namespace, labels });
  }

  /**
   * What must hold before each step to STRICT, for the workloads that are covered: with what this program has that is to be looked at, and queries
   * of Prometheus that show what still comes in plain text. Read it when all is said.
   */
  public get checks(): MtlsCheck[] {
    return mtlsChecks(this.review.program, this.covered);
  }

  private checkStep(stage: MtlsMode, reached: MtlsMode = stage): void {
    const wrong = wrongStep(stage, reached);
    if (wrong) fail(this, wrong, CURE_OF_STEP);
  }

  private portLevelMtls(props: StrictMtlsProps, ofWorkload: boolean): { [port: string]: security.PeerAuthenticationMutualTLS } | undefined {
    const ports = Object.entries(props.portModes ?? {});
    if (ports.length === 0) return undefined;
    if (!ofWorkload) {
      fail(this, `portModes (${ports.map(([port]) => port).join(', ')}) can't be set for the ${props.cover._name}, Istio allows them for workloads`,
        'cover the workload that has the port: PolicyScope.workload(namespace, labels)');
    }
    return Object.fromEntries(ports.map(([port, mode]) => [portNumber(this, 'port of portModes', Number(port)), { mode: MODES[mode] }]));
  }
}

const MODES = {
  [MtlsMode.DISABLE]: security.PeerAuthenticationMutualTLSMode.DISABLE,
  [MtlsMode.PERMISSIVE]: security.PeerAuthenticationMutualTLSMode.PERMISSIVE,
  [MtlsMode.STRICT]: security.PeerAuthenticationMutualTLSMode.STRICT,
};
