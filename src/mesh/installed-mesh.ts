import { Construct, IConstruct } from 'constructs';
import { Egress } from '../gateway/egress';
import { EgressOptions } from '../gateway/egress-options';
import { MeshReference } from '../ground/mesh-ref';
import { dnsLabel, dnsName } from '../ground/names';
import { LeastPrivilegeOptions } from '../privilege/least-privilege-options';
import { Revision } from './control-plane/revision';
import { DataPlaneMode } from './data-plane-mode';
import { egressTo } from './egress';
import { enrollExisting } from './enrolment';
import { IMesh } from './imesh';
import { InstalledMeshOptions } from './installed-mesh-options';
import { leastPrivilegeOf } from './least-privilege';
import { EnrollOptions, MeshNamespace } from './mesh-namespace';

/** A mesh that somebody else installed; it makes nothing but the namespaces that join and ways out. */
export class InstalledMesh extends Construct implements IMesh {
  public readonly meshRef: MeshReference;

  public constructor(scope: Construct, id: string, options: InstalledMeshOptions = {}) {
    super(scope, id);
    this.meshRef = {
      namespace: dnsLabel(this, 'namespace', options.namespace ?? 'istio-system'),
      revision: new Revision(this, options.revision).name,
      trustDomain: dnsName(this, 'trustDomain', options.trustDomain ?? 'cluster.local'),
      clusterDomain: dnsName(this, 'clusterDomain', options.clusterDomain ?? 'cluster.local'),
      ambient: options.ambient ?? false,
    };
  }

  public enroll(name: string, options: EnrollOptions = {}): MeshNamespace {
    return MeshNamespace._enroll(this, this, name, options);
  }

  public enrollExisting(namespace: IConstruct, mode?: DataPlaneMode): void {
    enrollExisting(this, this, namespace, mode);
  }

  public leastPrivilege(options: LeastPrivilegeOptions): void {
    leastPrivilegeOf(this, options);
  }

  public egress(host: string, options: EgressOptions = {}): Egress {
    return egressTo(this, host, options);
  }
}
