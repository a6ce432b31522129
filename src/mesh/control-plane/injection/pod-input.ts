import { Collected, Expression, Term, go, variable } from './go-expression';
import { ProxySettings } from './settings';

/** What the templates read of the pod and of the proxy's configuration when they are applied. */
export class PodInput {
  /** REDIRECT, TPROXY or NONE. */
  public readonly interceptionMode = variable('interceptionMode',
    this.annotation('sidecar.istio.io/interceptionMode', go`$.ProxyConfig.InterceptionMode`));
  public readonly tproxy = variable('tproxy', go`eq ${this.interceptionMode} "TPROXY"`);
  public readonly captured = go`ne ${this.interceptionMode} "NONE"`;

  /** Whether the sidecar is an init container that goes on running. */
  public readonly native = variable('native',
    go`ne (index $.ObjectMeta.Annotations "sidecar.istio.io/nativeSidecar" | default (print $.NativeSidecars)) "false"`);

  public readonly statusPort: Expression;
  public readonly uid = go`$.ProxyUID`;
  public readonly gid = go`$.ProxyGID`;

  /** Names of the pod's own containers. */
  public readonly containers = new Collected('containers', ['$.Spec.Containers'], go`.Name`, go`ne .Name "istio-proxy"`);

  /** Ports of all containers. */
  public readonly ports = new Collected('ports', ['$.Spec.Containers', '.Ports'], go`.`);

  public constructor({ statusPort }: Pick<ProxySettings, 'statusPort'>) {
    this.statusPort = variable('statusPort', this.annotation('status.sidecar.istio.io/port', statusPort));
  }

  public annotation(name: string, fallback: Term): Expression {
    return go`annotation $.ObjectMeta ${name} ${fallback}`;
  }

  public hasAnnotation(name: string): Expression {
    return go`isset $.ObjectMeta.Annotations ${name}`;
  }

  /** The annotation's value, empty if it is not there. */
  public annotationOrEmpty(name: string): Expression {
    return go`index $.ObjectMeta.Annotations ${name}`;
  }

  /** A key of the proxy's metadata, empty if it is not there. */
  public metadata(name: string): Expression {
    return go`index $.ProxyConfig.ProxyMetadata ${name}`;
  }
}
