import { IConstruct } from 'constructs';
import { networking } from '../api';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyExtension } from './envoy-extension';
import { extensionSpec } from './extension-spec';
import { ProxyTraffic } from './proxy-traffic';

type Operation = networking.EnvoyFilterPatchOperation;
type Match = (place: IConstruct, filterName: string | undefined) => networking.EnvoyFilterEnvoyConfigObjectMatch;
type Value = (place: IConstruct) => { [field: string]: any };

const { MERGE, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The changes of filters of one kind, which a match finds by their name. */
export class FilterChanges {
  constructor(private readonly traffic: ProxyTraffic, private readonly applyTo: networking.EnvoyFilterApplyTo, private readonly match: Match) {}

  insert(operation: Operation, filterName: string | undefined, filter: EnvoyExtension): EnvoyChange {
    return this.change(operation, filterName, (place) => extensionSpec(place, filter));
  }

  merge(filterName: string, typedConfig: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, filterName, () => ({ typed_config: typedConfig }));
  }

  remove(filterName: string): EnvoyChange {
    return this.change(REMOVE, filterName);
  }

  private change(operation: Operation, filterName: string | undefined, value?: Value): EnvoyChange {
    const { traffic, applyTo, match } = this;
    return contextChange(traffic, (place) => ({ applyTo, match: match(place, filterName), patch: { operation, value: value?.(place) } }));
  }
}
