import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { ScalingPace } from './scaling-behavior';
import { wholeSeconds } from './whole-seconds';

/** One direction as it stands in a HorizontalPodAutoscaler. */
export function renderPace(place: IConstruct, what: string, { stabilization, steps, choice }: ScalingPace): object {
  if (steps?.length === 0) fail(place, `${what} has an empty list of steps, at least one is needed`, 'leave the list out, or take StepChoice.NONE');
  return {
    ...(stabilization && { stabilizationWindowSeconds: wholeSeconds(place, `${what} stabilization`, stabilization, 0, 3600) }),
    ...(choice && { selectPolicy: choice }),
    ...(steps && { policies: steps.map((step) => step._toSpec(place, what)) }),
  };
}
