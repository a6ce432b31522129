import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** A method of HTTP. */
export class HttpMethod {
  /** CONNECT. */
  public static readonly CONNECT = new HttpMethod('CONNECT');
  /** DELETE. */
  public static readonly DELETE = new HttpMethod('DELETE');
  /** GET. */
  public static readonly GET = new HttpMethod('GET');
  /** HEAD. */
  public static readonly HEAD = new HttpMethod('HEAD');
  /** OPTIONS. */
  public static readonly OPTIONS = new HttpMethod('OPTIONS');
  /** PATCH. */
  public static readonly PATCH = new HttpMethod('PATCH');
  /** POST. */
  public static readonly POST = new HttpMethod('POST');
  /** PUT. */
  public static readonly PUT = new HttpMethod('PUT');
  /** TRACE. */
  public static readonly TRACE = new HttpMethod('TRACE');

  /** Another method in capital letters, e.g. `PROPFIND`. */
  public static of(name: string): HttpMethod {
    return new HttpMethod(name);
  }

  /** The method as requests say it. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** @internal */
  public _toSpec(place: IConstruct | string): string {
    if (!/^[A-Z][A-Z-]*$/.test(this.name)) fail(place, `'${this.name}' is not a method of HTTP (capital letters)`, `write it as requests say it, e.g. 'PROPFIND'`);
    return this.name;
  }
}
