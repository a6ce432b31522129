import { IConstruct } from 'constructs';
import { CaChoice, CaInstallation, CaSite, NOTHING } from './ca-installation';
import { CertManagerCa } from './cert-manager-ca';
import { CertManagerCaOptions } from './cert-manager-ca-options';
import { IstioCsr } from './istio-csr';
import { IstioCsrOptions } from './istio-csr-options';
import { KubernetesCsr } from './kubernetes-csr';
import { KubernetesCsrOptions } from './kubernetes-csr-options';
import { PluggedIn } from './plugged-in';
import { PluggedInBy } from './plugged-in-by';
import { PluggedInOptions } from './plugged-in-options';
import { Spire } from './spire';
import { SpireOptions } from './spire-options';

/**
 * Who signs the certificates of the mesh's workloads.
 *
 * Private keys stand in the output only if they are handed in and asked for: they are made in the cluster, or in a Secret that is named here and
 * comes from elsewhere (cert-manager, External Secrets, sealed secrets, kubectl).
 *
 * @see https://istio.io/latest/docs/tasks/security/cert-management/
 */
export class CertificateAuthority {
  /**
   * istiod's own CA: at its first start it makes a root of 10 years and keeps it in the Secret `istio-ca-secret`.
   * A Secret `cacerts` that may stand in istiod's namespace is not used; `pluggedIn()` uses it.
   */
  public static selfSigned(): CertificateAuthority {
    return new CertificateAuthority({ install: () => NOTHING });
  }

  /**
   * A CA of yours, usually an intermediate one, from a Secret in istiod's namespace. Its keys are `ca-cert.pem`, `ca-key.pem`,
   * `root-cert.pem` and `cert-chain.pem` (and `ca-crl.pem` for revocations), or those of a `kubernetes.io/tls` Secret.
   * istiod's pod waits until the Secret exists, so it never starts with another CA.
   *
   * @param secretName The name of the Secret, a DNS name. @default 'cacerts'
   * @param options What the Secret holds, to be checked.
   * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
   */
  public static pluggedIn(secretName: string = 'cacerts', options: PluggedInOptions = {}): CertificateAuthority {
    return new CertificateAuthority(new PluggedIn(secretName, options));
  }

  /**
   * A CA of yours in the Secret that another object of the program makes: an `ExternalSecret`, a `SealedSecret`, a `Certificate` of
   * cert-manager or a `Secret`. It must stand in istiod's namespace and make all the keys that istiod needs, as far as that can be seen in it.
   *
   * @param source The object, or a construct around it.
   * @param options What the Secret will hold, to be checked.
   */
  public static pluggedInBy(source: IConstruct, options: PluggedInOptions = {}): CertificateAuthority {
    return new CertificateAuthority(new PluggedInBy(source, options));
  }

  /**
   * An intermediate CA that cert-manager makes and renews in the cluster: a `Certificate` in istiod's namespace, whose Secret istiod plugs in.
   *
   * @param options Who issues it, and for how long.
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public static certManager(options: CertManagerCaOptions): CertificateAuthority {
    return new CertificateAuthority(new CertManagerCa(options));
  }

  /**
   * cert-manager signs each workload's certificate, through istio-csr: istiod signs nothing and has no CA's key.
   * istiod's pod waits until istio-csr, installed before or after, has made what it needs.
   *
   * @param options How istio-csr was installed.
   * @see https://cert-manager.io/docs/usage/istio-csr/
   */
  public static istioCsr(options: IstioCsrOptions = {}): CertificateAuthority {
    return new CertificateAuthority(new IstioCsr(options));
  }

  /**
   * A signer of Kubernetes' CertificateSigningRequests signs each workload's certificate. istiod checks and approves the requests.
   *
   * @param options The signers and their roots.
   * @see https://istio.io/latest/docs/tasks/security/cert-management/custom-ca-k8s/
   */
  public static kubernetesCsr(options: KubernetesCsrOptions): CertificateAuthority {
    return new CertificateAuthority(new KubernetesCsr(options));
  }

  /**
   * SPIRE gives each workload its certificate, through a socket that its CSI driver puts into every injected pod. Each such pod must be
   * registered with SPIRE under the identity that Istio expects, `spiffe://<trust domain>/ns/<namespace>/sa/<service account>`, or it never
   * gets ready.
   * SPIRE's trust domain is that of the mesh. istiod still signs its own certificate, with a CA that it makes for itself.
   *
   * @param options How SPIRE was installed.
   * @see https://istio.io/latest/docs/ops/integrations/spire/
   */
  public static spire(options: SpireOptions = {}): CertificateAuthority {
    return new CertificateAuthority(new Spire(options));
  }

  /** @internal */
  public static _of(choice: CaChoice): CertificateAuthority {
    return new CertificateAuthority(choice);
  }

  private constructor(private readonly choice: CaChoice) {}

  /** Checks what was given, and says what the control plane needs. @internal */
  public _install(site: CaSite): CaInstallation {
    return this.choice.install(site);
  }
}
