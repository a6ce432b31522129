import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsLabel, hostName } from '../ground/names';
import { IHostRef } from '../host/host';

/**
 * Hosts that the proxies of a `Sidecar` know.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class SidecarHosts {
  /** One host. */
  public static host(host: IHostRef): SidecarHosts {
    const { namespace, fqdn } = host.hostRef;
    return new SidecarHosts(() => ({ namespace, name: fqdn }));
  }

  /** All hosts of a namespace. */
  public static namespace(name: string): SidecarHosts {
    return new SidecarHosts((place) => ({ namespace: dnsLabel(place, 'namespace of hosts', name), name: '*' }));
  }

  /** All hosts of the namespace in which the `Sidecar` is; of the mesh's `Sidecar`, that of the workload. */
  public static ownNamespace(): SidecarHosts {
    return new SidecarHosts(() => ({ namespace: '.', name: '*' }));
  }

  /** All hosts of the mesh. */
  public static everywhere(): SidecarHosts {
    return new SidecarHosts(() => ({ namespace: '*', name: '*' }));
  }

  /**
   * The hosts of a name, in any namespace.
   *
   * @param name a fully qualified name, or `*.` and one
   */
  public static named(name: string): SidecarHosts {
    return new SidecarHosts((place) => ({ namespace: '*', name: fullName(place, name) }));
  }

  /** No host at all: for workloads that call nobody. Beside other hosts it says nothing. */
  public static none(): SidecarHosts {
    return new SidecarHosts(() => ({ namespace: '~', name: '*' }));
  }

  /** No host of a namespace, whatever else is said. Only with Istio 1.31 or newer. */
  public static exceptNamespace(name: string): SidecarHosts {
    return new SidecarHosts((place) => ({ namespace: `~${dnsLabel(place, 'namespace of hosts', name)}`, name: '*' }));
  }

  private constructor(private readonly render: (place: IConstruct) => { readonly namespace: string; readonly name: string }) {}

  /** The hosts as they stand in the spec: `namespace/name`. @internal */
  public _toSpec(place: IConstruct): string {
    const { namespace, name } = this.render(place);
    return `${namespace}/${name}`;
  }
}

function fullName(place: IConstruct, name: string): string {
  hostName(place, 'name of hosts', name, true);
  if (name === '*' || !name.includes('.')) {
    fail(place, `the name of hosts is '${name}', a fully qualified name or '*.' and one is allowed`, `write e.g. '*.example.com', or say SidecarHosts.everywhere()`);
  }
  return name;
}
