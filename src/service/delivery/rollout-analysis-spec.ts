import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { RolloutAnalysis } from './rollout-analysis';

/** An analysis as it stands in a `Rollout`. */
export function rolloutAnalysisSpec(place: IConstruct | string, { templates, args }: RolloutAnalysis): Record<string, unknown> {
  if (templates.length === 0) fail(place, 'the analysis has no templates, at least one is needed', 'name an AnalysisTemplate');
  return {
    templates: templates.map(({ name, clusterScope }) => ({ templateName: dnsName(place, 'AnalysisTemplate', name), clusterScope })),
    args: args && Object.entries(args).map(([name, value]) => ({ name, ...value._toSpec() })),
  };
}
