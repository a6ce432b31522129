import { IConstruct } from 'constructs';
import { networking } from '../api';
import { EnvoyChange } from './envoy-change';
import { contextOf } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

type Match = networking.EnvoyFilterEnvoyConfigObjectMatch;

/** A change of one part of the configuration: its match says of which. */
export function contextChange(traffic: ProxyTraffic, render: (place: IConstruct) => networking.EnvoyFilterEnvoyConfigObjectPatch): EnvoyChange {
  return EnvoyChange._of((place) => {
    const { applyTo, match, patch } = render(place);
    return { applyTo, match: { context: contextOf(traffic), ...match }, patch };
  });
}

/** What is done with all parts that a match finds, and by which value in Envoy's JSON form. */
export type PartChange = (operation: networking.EnvoyFilterPatchOperation, value?: { [field: string]: any }) => EnvoyChange;

/** The changes of parts of one kind. */
export function partChange(traffic: ProxyTraffic, applyTo: networking.EnvoyFilterApplyTo, match: (place: IConstruct) => Match): PartChange {
  return (operation, value) => contextChange(traffic, (place) => ({ applyTo, match: match(place), patch: { operation, value } }));
}
