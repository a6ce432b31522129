import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { ClientReference, IClientRef } from '../host/client';
import { selectorText } from '../match/label-selector';

type Source = Pick<networking.HTTPMatchRequest, 'sourceNamespace' | 'sourceLabels'>;

/** Who may call a host. What is known of them may grow until synthesis: their account is known when their Pods are made. */
export class EgressClients {
  public constructor(place: IConstruct, private readonly from: readonly IClientRef[]) {
    if (from.length === 0) fail(place, 'from is empty, so nobody may call the host', 'name who may, or leave it out for all who know the host');
  }

  public get namespaces(): string[] {
    return [...new Set(this.refs.map(({ namespace }) => namespace))];
  }

  /** The first of those that are not all of their namespace. */
  public get partOfNamespace(): string | undefined {
    return this.refs.filter(({ labels }) => labels).map(clientText)[0];
  }

  /** Those whom nobody but their own proxy can tell from others of their namespace. */
  public get withoutIdentity(): string[] {
    return this.refs.filter(({ labels, serviceAccountName }) => labels && !serviceAccountName).map(clientText);
  }

  /** What a route asks of the client's proxy. */
  public get sources(): Source[] {
    return this.refs.map(({ namespace, labels }) => ({ sourceNamespace: namespace, sourceLabels: labels }));
  }

  /** Them as a gateway knows them by their certificates: without an account, by their namespace. */
  public get atGateway(): IClientRef[] {
    return this.from.map((client) => ({
      get clientRef(): ClientReference {
        const { namespace, labels, serviceAccountName } = client.clientRef;
        return labels && serviceAccountName ? { namespace, labels, serviceAccountName } : { namespace };
      },
    }));
  }

  private get refs(): ClientReference[] {
    return this.from.map(({ clientRef }) => clientRef);
  }
}

function clientText({ namespace, labels = {} }: ClientReference): string {
  return `${selectorText(labels)} of namespace '${namespace}'`;
}
