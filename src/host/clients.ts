import { fail } from '../ground/fail';
import { checkedLabels } from '../ground/labels';
import { dnsLabel, dnsName } from '../ground/names';
import { ClientReference, IClientRef } from './client';

/** Which workloads of a namespace call, as no construct says it. */
export interface ClientWorkloads {
  /** The namespace of the workloads. */
  readonly namespace: string;

  /** The labels that their Pods have, at least one. */
  readonly labels: { [key: string]: string };

  /**
   * The ServiceAccount as which they run, and no others. It lets a gateway know them by their identity.
   *
   * @default - not known; gateways know them by their namespace
   */
  readonly serviceAccountName?: string;
}

/** Workloads that call hosts, where no construct of this program stands for them. */
export class Clients implements IClientRef {
  /** All workloads of a namespace. */
  public static namespace(name: string): Clients {
    return new Clients({ namespace: dnsLabel(`Clients.namespace('${name}')`, 'namespace', name) });
  }

  /** The workloads of a namespace that have these labels. */
  public static workloads({ namespace, labels, serviceAccountName }: ClientWorkloads): Clients {
    const place = `Clients.workloads of namespace '${namespace}'`;
    if (Object.keys(labels).length === 0) fail(place, 'labels is empty, at least one label is needed', `name one, e.g. { app: 'checkout' }, or say Clients.namespace()`);
    return new Clients({
      namespace: dnsLabel(place, 'namespace', namespace),
      labels: checkedLabels(place, 'labels', labels),
      serviceAccountName: serviceAccountName === undefined ? undefined : dnsName(place, 'serviceAccountName', serviceAccountName),
    });
  }

  public readonly clientRef: ClientReference;

  private constructor(clientRef: ClientReference) {
    this.clientRef = clientRef;
  }
}
