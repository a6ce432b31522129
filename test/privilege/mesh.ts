import { App, Chart } from 'cdk8s';
import { ServicePort } from '../../src/host/service-port';
import { IMesh } from '../../src/mesh/imesh';
import { InstalledMesh } from '../../src/mesh/installed-mesh';
import { LeastPrivilege } from '../../src/privilege/least-privilege';
import { LeastPrivilegeOptions } from '../../src/privilege/least-privilege-options';
import { MeshService } from '../../src/service/mesh-service';

export const HTTP = ServicePort.http(80, { targetPort: 9080 });
export const TCP = ServicePort.tcp(9000, { targetPort: 9001 });

/** A program whose chart `shop` has the namespace `shop`. */
export class Program {
  readonly app = new App();
  readonly chart = new Chart(this.app, 'shop', { namespace: 'shop' });
  readonly mesh: IMesh;

  constructor(ambient = false) {
    this.mesh = new InstalledMesh(this.chart, 'mesh', { ambient });
  }

  service(name: string, { ports = [HTTP], namespace = 'shop' } = {}): MeshService {
    return new MeshService(this.chart, name, { ports, namespace, serviceAccountName: name });
  }

  enforce(options: Partial<LeastPrivilegeOptions> = {}): void {
    this.mesh.leastPrivilege({ namespaces: ['shop'], mode: LeastPrivilege.ENFORCE, ...options });
  }

  /** The object of a kind and name, after all validations. */
  object(kind: string, name: string, namespace = 'shop'): any {
    return this.objects(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  }

  objects(kind: string): any[] {
    this.synth();
    return this.chart.toJson().filter((object) => object.kind === kind);
  }

  /** Validates, as every synthesis does. */
  synth(): string {
    return this.app.synthYaml();
  }
}

/** Who may call by an account of `shop`. */
export const principalOf = (account: string) => `cluster.local/ns/shop/sa/${account}`;
