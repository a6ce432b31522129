import { IConstruct } from 'constructs';
import { networking } from '../api';
import { EnvoyChange } from './envoy-change';
import { contextOf } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

/** A change of one part of the configuration: its match says of which. */
export function contextChange(traffic: ProxyTraffic, render: (place: IConstruct) => networking.EnvoyFilterEnvoyConfigObjectPatch): EnvoyChange {
  return EnvoyChange._of((place) => {
    const { applyTo, match, patch } = render(place);
    return { applyTo, match: { context: contextOf(traffic), ...match }, patch };
  });
}
