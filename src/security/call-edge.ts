import { IConstruct } from 'constructs';
import { IClientRef } from '../host/client';
import { HostReference } from '../host/host';
import { selectorText } from '../match/label-selector';
import { CallOptions } from './call-options';

/** That somebody calls a host, as a construct declares it. */
export interface CallEdge {
  /** Who declares it. */
  readonly place: IConstruct;
  readonly caller: IClientRef;
  readonly host: HostReference;
  readonly conditions: CallOptions;
  /** Whether it is the call of a gateway, which comes past waypoints. */
  readonly ofGateway?: boolean;
  /** Whether its requests follow the routes of the host, unless that is left to routes of the caller's own. */
  readonly followsRoutes?: boolean;
  /** Whether it counts in the end; asked at synthesis. Without it the call counts. */
  readonly counts?: () => boolean;
}

/** Whether the proxies of an ingress gateway call. */
export function isGateway(caller: IClientRef): boolean {
  return 'gatewayRef' in caller;
}

/** The same text for the same workloads. */
export function workloadKey({ namespace, labels }: { readonly namespace: string; readonly labels?: { readonly [key: string]: string } }): string {
  return `${namespace}/${selectorText(labels ?? {})}`;
}

/** The caller as errors name it. */
export function callerText({ clientRef: { namespace, labels } }: IClientRef): string {
  return labels ? `${selectorText(labels)} of namespace '${namespace}'` : `namespace '${namespace}'`;
}
