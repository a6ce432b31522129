import { networking } from '../api';

/** Conditions on where traffic comes from, as rendered matches of all kinds have them. All have to hold. */
export type Source = Pick<networking.L4MatchAttributes, 'port' | 'gateways' | 'sourceLabels' | 'sourceNamespace'>;

/** Whether everything that `narrow` lets through also passes `wide`. */
export function sourceCovers(wide: Source, narrow: Source): boolean {
  return (wide.port === undefined || wide.port === narrow.port)
    && (wide.sourceNamespace === undefined || wide.sourceNamespace === narrow.sourceNamespace)
    && Object.entries(wide.sourceLabels ?? {}).every(([key, value]) => narrow.sourceLabels?.[key] === value)
    && (wide.gateways === undefined || (narrow.gateways?.every((gateway) => wide.gateways!.includes(gateway)) ?? false));
}

/** Whether there can be something that passes both. */
export function sourcesMeet(a: Source, b: Source): boolean {
  return equalIfBoth(a.port, b.port)
    && equalIfBoth(a.sourceNamespace, b.sourceNamespace)
    && Object.entries(a.sourceLabels ?? {}).every(([key, value]) => equalIfBoth(value, b.sourceLabels?.[key]))
    && (!a.gateways || !b.gateways || a.gateways.some((gateway) => b.gateways!.includes(gateway)));
}

function equalIfBoth(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined || a === b;
}
