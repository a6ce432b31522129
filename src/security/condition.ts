import { IConstruct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { ipBlocks } from './ip-block';
import { patterns } from './pattern';

/** What a condition compares with: whole, with `*` first or last, or `*` for any that is there. At least one of both. */
export interface ConditionValues {
  /**
   * Values of which one has to be there.
   * @default - any, also none
   */
  readonly values?: string[];
  /**
   * Values of which none may be there.
   * @default - none
   */
  readonly notValues?: string[];
}

/**
 * A condition on what else is known of a request. All conditions of a rule have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/security/conditions/
 */
export class Condition {
  /** A header of the request. HTTP only. */
  public static header(name: string, values: ConditionValues): Condition {
    return new Condition(`request.headers[${name}]`, values, true, (place) => {
      if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) fail(place, `header '${name}' is not a header name`, `use letters, digits and '-', e.g. 'x-version'`);
    });
  }

  /** A claim of the JWT that was accepted; further names lead into nested claims. HTTP only. */
  public static claim(path: string[], values: ConditionValues): Condition {
    return new Condition(`request.auth.claims${path.map((name) => `[${name}]`).join('')}`, values, true, (place) => {
      if (path.length === 0 || path.includes('')) fail(place, 'a claim has no name', `name it, e.g. Condition.claim(['groups'], { values: ['admin'] })`);
    });
  }

  /** The audiences of the JWT that was accepted. HTTP only. */
  public static audiences(values: ConditionValues): Condition {
    return new Condition('request.auth.audiences', values, true);
  }

  /** To whom the JWT that was accepted was issued: its claim `azp`. HTTP only. */
  public static presenter(values: ConditionValues): Condition {
    return new Condition('request.auth.presenter', values, true);
  }

  /** The server name that the client asked for when it began TLS, e.g. at a gateway. */
  public static sni(values: ConditionValues): Condition {
    return new Condition('connection.sni', values, false);
  }

  /** The address to which the connection goes: IP addresses or blocks. */
  public static destinationIp(values: ConditionValues): Condition {
    return new Condition('destination.ip', values, false, (place) => {
      ipBlocks(place, 'values of destination.ip', values.values);
      ipBlocks(place, 'notValues of destination.ip', values.notValues);
    });
  }

  /**
   * Metadata that a filter of Envoy left. Of filters but `network.*` HTTP only.
   *
   * @param filter The name of the filter without `envoy.filters.`, e.g. `network.mysql_proxy`.
   * @param key The key of the metadata; a value in brackets, `[x]`, is one of a list.
   * @param values What it is compared with.
   */
  public static envoyFilter(filter: string, key: string, values: ConditionValues): Condition {
    return new Condition(`experimental.envoy.filters.${filter}[${key}]`, values, !filter.startsWith('network.'));
  }

  private constructor(
    private readonly key: string,
    private readonly values: ConditionValues,
    private readonly http: boolean,
    private readonly check?: (place: IConstruct | string) => void,
  ) {}

  /** The condition if only HTTP has it. @internal */
  public get _httpFields(): string[] {
    return this.http ? [this.key] : [];
  }

  /** The condition if it is on the token of the caller. @internal */
  public get _identityFields(): string[] {
    return this.key.startsWith('request.auth.') ? [this.key] : [];
  }

  /** @internal */
  public _toSpec(place: IConstruct | string): security.Condition {
    const { key, values: { values, notValues } } = this;
    this.check?.(place);
    if (!values && !notValues) fail(place, `condition ${key} has neither values nor notValues`, `give one of them, e.g. values: ['*'] for any that is there`);
    return { key, values: patterns(place, `values of ${key}`, values), notValues: patterns(place, `notValues of ${key}`, notValues) };
  }
}
