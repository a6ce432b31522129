import { IConstruct } from 'constructs';
import { mesh } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { given } from '../ground/given';
import { dnsLabel } from '../ground/names';
import { HostReference, IHostRef } from '../host/host';
import { portList, portOf } from '../host/host-port';
import { PortProtocol, ServicePort } from '../host/service-port';
import { ExtAuthzRequestBody, GrpcExtAuthzOptions, HttpExtAuthzOptions } from './ext-authz-options';

type ToMeshConfig = (place: IConstruct) => mesh.ExtensionProvider;

const HTTP = [PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.AUTO];
const GRPC = [PortProtocol.GRPC, PortProtocol.HTTP2];

/** The statuses of errors that Envoy can send. */
const STATUSES = [
  400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428, 429, 431,
  500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
];

/**
 * A service that decides whether requests pass, e.g. OPA or oauth2-proxy. The mesh gets it in its `extAuthzProviders`, and policies
 * name it: `ExternalAuthorization`, or `access.custom` of a `MeshService`.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export class ExtAuthzProvider {
  /**
   * An authorizer that is asked by HTTP. The answer 200 lets a request pass; any other refuses it, and is what the client gets.
   *
   * @param name The name by which policies ask for it, a DNS label.
   * @param host Where it runs.
   * @param options How it is asked.
   */
  public static http(name: string, host: IHostRef, options: HttpExtAuthzOptions = {}): ExtAuthzProvider {
    return new ExtAuthzProvider(name, (place) => ({ envoyExtAuthzHttp: httpProvider(place, host.hostRef, options) }), host.hostRef);
  }

  /**
   * An authorizer that is asked by gRPC: it serves `envoy.service.auth.v3.Authorization`. It can also decide about connections of TCP.
   *
   * @param name The name by which policies ask for it, a DNS label.
   * @param host Where it runs.
   * @param options How it is asked.
   */
  public static grpc(name: string, host: IHostRef, options: GrpcExtAuthzOptions = {}): ExtAuthzProvider {
    return new ExtAuthzProvider(name, (place) => ({
      envoyExtAuthzGrpc: given({ ...service(place, host.hostRef, options.port, GRPC), ...common(place, options) }),
    }), host.hostRef);
  }

  /** One that the config of the mesh has, where the mesh is not part of this program. */
  public static named(name: string): ExtAuthzProvider {
    return new ExtAuthzProvider(name, (place) => fail(place, `provider '${name}' says no more than its name`, 'say who it is: ExtAuthzProvider.http() or .grpc()'));
  }

  /** The name by which policies ask for it. */
  public readonly name: string;

  /** Where it runs, if that is known. @internal */
  public readonly _host?: HostReference;

  private constructor(name: string, private readonly toMeshConfig: ToMeshConfig, host?: HostReference) {
    this._host = host;
    this.name = dnsLabel(`ExtAuthzProvider '${name}'`, 'name', name);
  }

  /** @internal */
  public _toMeshConfig(place: IConstruct): mesh.ExtensionProvider {
    return { name: this.name, ...this.toMeshConfig(place) };
  }
}

function httpProvider(
  place: IConstruct, host: HostReference, options: HttpExtAuthzOptions,
): mesh.ExtensionProviderEnvoyExternalAuthorizationHttpProvider {
  const { pathPrefix, includeRequestHeadersInCheck, headersToUpstreamOnAllow, headersToDownstreamOnAllow, headersToDownstreamOnDeny } = options;
  if (pathPrefix !== undefined && !pathPrefix.startsWith('/')) fail(place, `pathPrefix '${pathPrefix}' does not begin with '/'`, `write '/${pathPrefix}'`);
  const lists = { includeRequestHeadersInCheck, headersToUpstreamOnAllow, headersToDownstreamOnAllow, headersToDownstreamOnDeny };
  for (const [what, names] of Object.entries(lists)) checkHeaders(place, what, names);
  return given({
    ...service(place, host, options.port, HTTP), ...common(place, options), pathPrefix, ...lists,
    includeAdditionalHeadersInCheck: options.includeAdditionalHeadersInCheck,
  });
}

/** A host that is no Service may be declared in several namespaces. */
function service(place: IConstruct, host: HostReference, number: number | undefined, protocols: PortProtocol[]): { service: string; port: number } {
  const { name, namespace, fqdn } = host;
  const port = number === undefined ? onlyPort(place, host, protocols) : portOf(place, host, number);
  return { service: fqdn.startsWith(`${name}.${namespace}.svc.`) ? fqdn : `${namespace}/${fqdn}`, port: port.number };
}

function onlyPort(place: IConstruct, host: HostReference, protocols: PortProtocol[]): ServicePort {
  const fitting = host.ports.filter(({ protocol }) => protocols.includes(protocol));
  if (fitting.length === 1) return fitting[0];
  return fail(place, `the authorizer ${host.fqdn} has ${fitting.length === 0 ? 'no' : 'several'} ports of ${protocols[0]}: ${portList(host)}`,
    'say on which it is asked: port');
}

function common(place: IConstruct, options: GrpcExtAuthzOptions): Pick<mesh.ExtensionProviderEnvoyExternalAuthorizationGrpcProvider,
'timeout' | 'failOpen' | 'clearRouteCache' | 'statusOnError' | 'includeRequestBodyInCheck'> {
  const { timeout, failOpen, clearRouteCache, statusOnError, includeRequestBodyInCheck } = options;
  if (statusOnError !== undefined && !STATUSES.includes(statusOnError)) {
    fail(place, `statusOnError is ${statusOnError}, which is no status of an error that Envoy knows`, 'write e.g. 403 or 503');
  }
  return {
    timeout: timeout && durationText(place, 'timeout of the authorizer', timeout),
    failOpen, clearRouteCache,
    statusOnError: statusOnError === undefined ? undefined : String(statusOnError),
    includeRequestBodyInCheck: includeRequestBodyInCheck && requestBody(place, includeRequestBodyInCheck),
  };
}

function requestBody(place: IConstruct, body: ExtAuthzRequestBody): ExtAuthzRequestBody {
  const { maxRequestBytes } = body;
  if (!Number.isInteger(maxRequestBytes) || maxRequestBytes < 1 || maxRequestBytes > 0xffffffff) {
    fail(place, `maxRequestBytes is ${maxRequestBytes}, a whole number from 1 on is allowed`, 'write e.g. 8192');
  }
  return body;
}

function checkHeaders(place: IConstruct, what: string, names: string[] = []): void {
  for (const name of names) {
    if (/^(\*?[A-Za-z0-9!#$%&'+.^_`|~-]+|[A-Za-z0-9!#$%&'+.^_`|~-]+\*)$/.test(name)) continue;
    fail(place, `${what} has '${name}', a header name is allowed, also with '*' first or last`, `write e.g. 'x-user' or 'x-*'`);
  }
}
