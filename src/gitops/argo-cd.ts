import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { ownedFieldsOf } from '../ground/owned-fields';
import { phaseNumber, phaseOf } from '../ground/phase';
import { IgnoredDifference } from './ignored-difference';

const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
const ADMISSION = 'admissionregistration.k8s.io';
const CA_BUNDLE = '.webhooks[]?.clientConfig.caBundle';
const FAILURE_POLICY = '.webhooks[]?.failurePolicy';

/** How objects are put into sync waves. */
export interface SyncWaveOptions {
  /**
   * The number of the first wave, that of CRDs; there are 11 waves. Objects without a wave are in wave 0.
   * @default 0
   */
  readonly first?: number;
}

/** What Argo CD has to know of a mesh. */
export class ArgoCd {
  /**
   * Puts every object into the sync wave of its phase: CRDs, namespaces, roles, certificates, the control plane, node agents, gateways,
   * policies, workloads, destination rules, routes. Argo CD then waits in each wave until all of it works. An object with a wave keeps it.
   *
   * Call it when everything is made: what is made later is an error when the app is synthesized.
   *
   * @param scope The app, chart or construct whose objects are meant.
   * @param options How the waves are numbered.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  public static syncWaves(scope: IConstruct, options: SyncWaveOptions = {}): void {
    const { first = 0 } = options;
    if (!Number.isInteger(first)) fail(scope, `the first sync wave is ${first}, whole numbers are allowed`, 'give such a number');
    for (const object of objectsOf(scope)) {
      if (!hasWave(object)) object.metadata.addAnnotation(SYNC_WAVE, String(first + phaseNumber(phaseOf(object))));
    }
    scope.node.addValidation({ validate: () => objectsOf(scope).filter((object) => !hasWave(object)).map(tooLate) });
  }

  /**
   * The fields that others write at run time.
   *
   * Those of canaries that Argo Rollouts or Flagger deliver: without these entries Argo CD would set shares back in the midst of a rollout. And those
   * of a mesh's webhook configurations that istiod writes; they are not in the output, so Argo CD sees no difference in them, unless it replaces
   * objects (`Replace=true`) or another tool reads its rules.
   *
   * @param scope The app, chart or construct whose objects are meant.
   * @returns One entry an object.
   */
  public static ignoreDifferences(scope: IConstruct): IgnoredDifference[] {
    return objectsOf(scope).map((object) => ({
      group: object.apiGroup === 'core' ? '' : object.apiGroup,
      kind: object.kind,
      name: object.name,
      namespace: object.metadata.namespace,
      jqPathExpressions: ownedFieldsOf(object)?.jqPathExpressions ?? writtenByIstiod(object),
    })).filter(({ jqPathExpressions }) => jqPathExpressions.length > 0);
  }

  /**
   * Adds what `ignoreDifferences` says to an `Application` of Argo CD, and lets it spare these fields when it applies objects.
   *
   * @param application The `Application`, as an object of this or another chart.
   * @param scope The app, chart or construct whose objects the application consists of.
   */
  public static patchApplication(application: ApiObject, scope: IConstruct): void {
    if (application.kind !== 'Application') fail(application, `it is of kind ${application.kind}, 'Application' is allowed`, "give an object of 'argoproj.io/v1alpha1'");
    const { spec = {} } = application.toJson();
    const { syncOptions = [] } = spec.syncPolicy ?? {};
    application.addJsonPatch(
      JsonPatch.add('/spec/ignoreDifferences', [...spec.ignoreDifferences ?? [], ...ArgoCd.ignoreDifferences(scope)]),
      JsonPatch.add('/spec/syncPolicy', { ...spec.syncPolicy, syncOptions: [...new Set([...syncOptions, 'RespectIgnoreDifferences=true'])] }),
    );
  }

  private constructor() {}
}

function objectsOf(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter(ApiObject.isApiObject);
}

function hasWave({ metadata }: ApiObject): boolean {
  return metadata.toJson()?.annotations?.[SYNC_WAVE] !== undefined;
}

/** istiod leaves alone a configuration that has a bundle already: `ConfigValidation` tells it to. */
function writtenByIstiod(object: ApiObject): string[] {
  if (object.apiGroup !== ADMISSION || object.metadata.getLabel('istio.io/rev') === undefined) return [];
  const webhooks: { clientConfig?: { caBundle?: string } }[] = object.toJson().webhooks ?? [];
  if (webhooks.some(({ clientConfig }) => clientConfig?.caBundle !== undefined)) return [];
  if (object.kind === 'MutatingWebhookConfiguration') return [CA_BUNDLE];
  return object.kind === 'ValidatingWebhookConfiguration' ? [CA_BUNDLE, FAILURE_POLICY] : [];
}

function tooLate(object: ApiObject): string {
  return `${placeOf(object)}: it has no sync wave, as it was made after ArgoCd.syncWaves(); call that last`;
}
