import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { positive, share } from './amount';
import { said } from './policy-parts';
import { RetryBudgetOptions } from './retry-budget';

/** A retry budget as it stands in a traffic policy; nothing if nothing of it is given. */
export function retryBudgetSpec(
  place: IConstruct, { percent, minRetryConcurrency, budgetInterval }: RetryBudgetOptions,
): networking.TrafficPolicyRetryBudget | undefined {
  return said({
    percent: share(place, 'percent of the retry budget', percent),
    minRetryConcurrency: positive(place, 'minRetryConcurrency', minRetryConcurrency),
    budgetInterval: budgetInterval && durationText(place, 'budgetInterval', budgetInterval),
  });
}
