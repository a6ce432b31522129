import { IConstruct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { HttpMethod } from '../match/http-method';
import { pathPatterns } from './path-pattern';
import { patterns } from './pattern';

/**
 * What is asked for. All that is given has to hold; of the values of one field, one. Texts are compared whole, with `*` first or last, or
 * `*` for any.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
export interface OperationConditions {
  /**
   * Ports. For `access` of a service and for a service behind a waypoint those of its Service, elsewhere those on which the Pods listen.
   * @default - any; those that speak HTTP, where another condition is one of HTTP and the ports are known
   */
  readonly ports?: number[];
  /**
   * Ports that do not count.
   * @default - none
   */
  readonly notPorts?: number[];
  /**
   * Methods of HTTP. gRPC has POST only.
   * @default - any
   */
  readonly methods?: HttpMethod[];
  /**
   * Methods of HTTP that do not count.
   * @default - none
   */
  readonly notMethods?: HttpMethod[];
  /**
   * Paths without the query, normalized as the mesh says: `/api/*` by their beginning, `*.jpg` by their end, or with `{*}` for one segment and
   * `{**}` for any number of them. Of gRPC `/package.Service/Method`.
   * @default - any
   */
  readonly paths?: string[];
  /**
   * Paths that do not count.
   * @default - none
   */
  readonly notPaths?: string[];
  /**
   * Hosts as the request names them, with the port if it has one. A caller may name any, so they protect nothing but gateways.
   * @default - any
   */
  readonly hosts?: string[];
  /**
   * Hosts that do not count.
   * @default - none
   */
  readonly notHosts?: string[];
}

/**
 * What is asked for, as a rule of authorization says it.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
export class Operation {
  /** All of the conditions. At least one is needed. */
  public static all(conditions: OperationConditions): Operation {
    return new Operation(conditions);
  }

  /** Requests for one of these paths: whole, `/api/*`, `*.jpg`, or with `{*}` and `{**}`. */
  public static paths(...paths: string[]): Operation {
    return new Operation({ paths });
  }

  /** Requests with one of these methods. */
  public static methods(...methods: HttpMethod[]): Operation {
    return new Operation({ methods });
  }

  /** Requests and connections to one of these ports. */
  public static ports(...ports: number[]): Operation {
    return new Operation({ ports });
  }

  private constructor(private readonly conditions: OperationConditions) {}

  /** The fields that only HTTP has. @internal */
  public get _httpFields(): string[] {
    return (['methods', 'notMethods', 'paths', 'notPaths', 'hosts', 'notHosts'] as const).filter((field) => this.conditions[field] !== undefined);
  }

  /** The conditions as they were given. @internal */
  public get _conditions(): OperationConditions {
    return this.conditions;
  }

  /** @internal */
  public _toSpec(place: IConstruct | string): security.Operation {
    const { ports, notPorts, methods, notMethods, paths, notPaths, hosts, notHosts } = this.conditions;
    const spec: security.Operation = {
      ports: portTexts(place, 'ports', ports),
      notPorts: portTexts(place, 'notPorts', notPorts),
      methods: patterns(place, 'methods', methods?.map((method) => method._toSpec(place))),
      notMethods: patterns(place, 'notMethods', notMethods?.map((method) => method._toSpec(place))),
      paths: pathPatterns(place, 'paths', paths),
      notPaths: pathPatterns(place, 'notPaths', notPaths),
      hosts: patterns(place, 'hosts', hosts),
      notHosts: patterns(place, 'notHosts', notHosts),
    };
    if (Object.values(spec).every((field) => field === undefined)) {
      fail(place, 'an operation has no condition', 'leave to out of the rule to take any request');
    }
    return spec;
  }
}

function portTexts(place: IConstruct | string, what: string, ports: number[] | undefined): string[] | undefined {
  if (ports?.length === 0) fail(place, `${what} is empty, Istio would read that as any`, 'name one at least, or leave it out');
  return ports?.map((port) => String(portNumber(place, `a port of ${what}`, port)));
}
