import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { StringMatch } from '../match/string-match';
import { headerMatchers } from './header-matcher';

/**
 * A key and value by which the ratelimit service counts, taken from the request.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-ratelimit-action
 */
export class RateLimitAction {
  /** The address of the client, as the key `remote_address`. */
  public static remoteAddress(): RateLimitAction {
    return new RateLimitAction(() => ({ remote_address: {} }));
  }

  /**
   * The value of a header. A request without it is not counted by this descriptor.
   *
   * @param name of the header in lower case, also `:path` or `:method`
   * @param key the key; the name of the header if it is left out
   */
  public static requestHeader(name: string, key?: string): RateLimitAction {
    return new RateLimitAction((place) => ({ request_headers: { header_name: headerName(place, name), descriptor_key: notEmpty(place, 'key', key ?? name) } }));
  }

  /** The path of the request with its query, as the key `path`. */
  public static path(): RateLimitAction {
    return RateLimitAction.requestHeader(':path', 'path');
  }

  /**
   * The value of a parameter of the query. A request without it is not counted by this descriptor.
   *
   * @param name of the parameter
   * @param key the key; the name of the parameter if it is left out
   */
  public static queryParameter(name: string, key?: string): RateLimitAction {
    return new RateLimitAction((place) => ({
      query_parameters: { query_parameter_name: notEmpty(place, 'query parameter', name), descriptor_key: notEmpty(place, 'key', key ?? name) },
    }));
  }

  /**
   * A fixed value.
   *
   * @param value the value
   * @param key the key; `generic_key` if it is left out
   */
  public static fixed(value: string, key?: string): RateLimitAction {
    return new RateLimitAction((place) => ({ generic_key: { descriptor_value: notEmpty(place, 'value', value), descriptor_key: key } }));
  }

  /**
   * A fixed value for requests whose headers match, all of them. Others are not counted by this descriptor.
   *
   * @param value the value of the key `header_match`
   * @param headers conditions by the name of the header in lower case, also `:path` and `:method`
   */
  public static headersMatch(value: string, headers: { [name: string]: StringMatch }): RateLimitAction {
    return new RateLimitAction((place) => ({
      header_value_match: { descriptor_value: notEmpty(place, 'value', value), headers: headerMatchers(place, headers) },
    }));
  }

  /** The cluster to which the request goes, as the key `destination_cluster`: `outbound|<port>|<version>|<host>`. */
  public static destinationCluster(): RateLimitAction {
    return new RateLimitAction(() => ({ destination_cluster: {} }));
  }

  private constructor(private readonly render: (place: IConstruct) => object) {}

  /** @internal */
  public _toSpec(place: IConstruct): object {
    return this.render(place);
  }
}

function headerName(place: IConstruct, name: string): string {
  if (/^:?[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return name;
  return fail(place, `'${name}' is not a header name (lower case letters, digits and '-')`, `rename it, e.g. '${name.toLowerCase().replace(/[\s_]+/g, '-')}'`);
}

function notEmpty(place: IConstruct, what: string, value: string): string {
  return value === '' ? fail(place, `the ${what} of a rate limit is empty`, 'name it as the ratelimit service does') : value;
}
