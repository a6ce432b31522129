import { IConstruct } from 'constructs';
import { mesh } from '../api';
import { fail } from '../ground/fail';

/** Where the proxies of a mesh write a line for each request. */
export interface AccessLogOptions {
  /**
   * The file that the proxies write to.
   * @default '/dev/stdout' - the log of the container `istio-proxy`
   */
  readonly file?: string;
}

/**
 * The access log of all proxies of a mesh. A `Telemetry` of a namespace or workload can choose otherwise.
 *
 * @see https://istio.io/latest/docs/tasks/observability/logs/access-log/
 */
export class AccessLog {
  /**
   * Lines of text.
   *
   * @param format The line, with Envoy's command operators, e.g. `%START_TIME% %RESPONSE_CODE%\n`. @default - Istio's format
   * @param options Where the lines go.
   */
  public static text(format?: string, options: AccessLogOptions = {}): AccessLog {
    return new AccessLog(mesh.MeshConfigAccessLogEncoding.TEXT, format, options.file);
  }

  /**
   * One JSON object a line.
   *
   * @param fields The fields and their values, with Envoy's command operators, e.g. `{ status: '%RESPONSE_CODE%' }`. @default - Istio's fields
   * @param options Where the lines go.
   */
  public static json(fields?: { [name: string]: string }, options: AccessLogOptions = {}): AccessLog {
    return new AccessLog(mesh.MeshConfigAccessLogEncoding.JSON, fields && JSON.stringify(fields), options.file);
  }

  private constructor(
    private readonly encoding: mesh.MeshConfigAccessLogEncoding,
    private readonly format: string | undefined,
    private readonly file: string = '/dev/stdout',
  ) {}

  /** @internal */
  public _toMeshConfig(place: IConstruct): mesh.MeshConfig {
    if (!this.file.startsWith('/')) {
      fail(place, `access log file '${this.file}' is not an absolute path`, "write a path of the proxy's container, e.g. '/dev/stdout'");
    }
    return {
      accessLogFile: this.file,
      accessLogEncoding: this.encoding,
      ...(this.format !== undefined && { accessLogFormat: this.format }),
    };
  }
}
