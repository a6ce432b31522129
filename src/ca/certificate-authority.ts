import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';

/** The Secret in which istiod keeps the CA that it makes for itself. */
const OWN_SECRET = 'istio-ca-secret';
const MOUNT_PATH = '/etc/cacerts';

/** What a certificate authority adds to istiod's pod. */
interface CaMounts {
  readonly volumes: object[];
  readonly volumeMounts: object[];
}

/**
 * Who signs the certificates of the mesh's workloads.
 *
 * Keys never stand in the output: they are made in the cluster, or in a Secret that is named here and comes from elsewhere
 * (cert-manager, External Secrets, sealed secrets).
 *
 * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
 */
export class CertificateAuthority {
  /**
   * istiod's own CA: at its first start it makes a root of 10 years and keeps it in the Secret `istio-ca-secret`.
   * A Secret `cacerts` that may stand in istiod's namespace is not used; `pluggedIn()` uses it.
   */
  public static selfSigned(): CertificateAuthority {
    return new CertificateAuthority();
  }

  /**
   * A CA of yours, usually an intermediate one, from a Secret in istiod's namespace. Its keys are `ca-cert.pem`, `ca-key.pem`,
   * `root-cert.pem` and `cert-chain.pem` (and `ca-crl.pem` for revocations), or those of a `kubernetes.io/tls` Secret.
   * istiod's pod waits until the Secret exists, so it never starts with another CA.
   *
   * @param secretName The name of the Secret, a DNS name. @default 'cacerts'
   */
  public static pluggedIn(secretName: string = 'cacerts'): CertificateAuthority {
    return new CertificateAuthority(secretName);
  }

  private constructor(private readonly secretName?: string) {}

  /** @internal */
  public _mounts(place: IConstruct): CaMounts {
    if (this.secretName === undefined) return { volumes: [], volumeMounts: [] };
    dnsName(place, 'CA secret', this.secretName);
    if (this.secretName === OWN_SECRET) {
      fail(place, `CA secret '${OWN_SECRET}' is the one that istiod writes itself, any other name is allowed`,
        "put the CA into a Secret 'cacerts', or take CertificateAuthority.selfSigned()");
    }
    return {
      volumes: [{ name: 'cacerts', secret: { secretName: this.secretName } }],
      volumeMounts: [{ name: 'cacerts', mountPath: MOUNT_PATH, readOnly: true }],
    };
  }
}
