import { IClientRef } from '../host/client';
import { ExternalHost } from '../host/external-host';
import { HostResolution } from '../host/host-resolution';
import { ServicePort } from '../host/service-port';
import { IEgressGatewayRef } from './egress-gateway-ref';
import { EgressTls } from './egress-tls';

/** The way out to a host that is declared. */
export interface EgressWayOptions {
  /**
   * The gateway that all clients go through. Between them and it is the mesh's mutual TLS, so it knows who they are.
   * @default - none: clients call the host themselves
   */
  readonly via?: IEgressGatewayRef;
  /**
   * Who encrypts.
   * @default - what clients send goes out as it is
   */
  readonly tls?: EgressTls;
  /**
   * Who may call the host. Over HTTP all others get 403 from their own proxy. A gateway made in this program refuses them, too: by the identity
   * of their ServiceAccount if it is known, else by their namespace.
   *
   * TLS and other protocols have no answer that refuses. There only the gateway can tell workloads of a namespace apart, so without one, or
   * one that is made here, `from` names whole namespaces.
   * @default - all who know the host, as its `exportTo` says
   */
  readonly from?: IClientRef[];
  /**
   * The host as a DNS label: the name of its `Gateway`, and of the subset by which clients find it there.
   * @default - the host with `-` for each `.`
   */
  readonly subset?: string;
}

/** The way out to a host. What is said of the host itself is for one that is declared by this call. */
export interface EgressOptions extends EgressWayOptions {
  /**
   * The ports that clients call, each with what they speak.
   * @default - HTTP on 80, 443 behind it, where TLS is originated; HTTPS on 443 where it is passed through; else an error
   */
  readonly ports?: ServicePort[];
  /**
   * How proxies find the host's addresses.
   * @default HostResolution.dns()
   */
  readonly resolution?: HostResolution;
  /**
   * The namespace of all that is made. Of two hosts of one name that are declared, the one of this namespace is meant.
   * @default - that of the host if it is declared; else that of the clients in `from`, if it is one; else that of the chart
   */
  readonly namespace?: string;
}

/** What the way out to a host is made of. */
export interface EgressProps extends EgressWayOptions {
  /** The host. */
  readonly host: ExternalHost;
  /**
   * The name of the host that is meant, of several.
   * @default - the first one
   */
  readonly hostName?: string;
}
