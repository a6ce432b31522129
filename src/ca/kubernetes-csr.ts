import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { CaChoice, CaInstallation, CaRule, CaSite, NOTHING } from './ca-installation';
import { checkRoots } from './check-certificates';
import { KubernetesCsrOptions, KubernetesSigner } from './kubernetes-csr-options';
import { lastMoment } from './plugged-in';

const GROUP = 'certificates.k8s.io';
const SIGNER = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/;

/** istiod as a registration authority in front of Kubernetes' signers. */
export class KubernetesCsr implements CaChoice {
  public constructor(private readonly options: KubernetesCsrOptions) {}

  public install({ place }: CaSite): CaInstallation {
    const { signers } = this.options;
    if (signers.length === 0) {
      fail(place, 'kubernetesCsr has no signers, so istiod could approve requests for any of the cluster', "name one, e.g. 'clusterissuers.cert-manager.io/mesh'");
    }
    const names = signers.map(({ name }) => split(place, name));
    const [{ domain, name }] = names;
    const other = names.findIndex((signer) => signer.domain !== domain);
    if (other >= 0) {
      fail(place, `signer '${signers[other].name}' is not of the domain '${domain}' of '${signers[0].name}', istiod knows one domain`, 'use signers of one domain');
    }
    const validAt = lastMoment(this.options);
    signers.forEach(({ rootCert }) => checkRoots({ place, validAt }, rootCert));
    return {
      ...NOTHING,
      env: { EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API', CERT_SIGNER_DOMAIN: domain, PILOT_CERT_PROVIDER: `k8s.io/${signers[0].name}` },
      rules: rules(signers),
      meshConfig: {
        caCertificates: signers.map((signer) => ({ pem: signer.rootCert, certSigners: [signer.name] })),
        defaultConfig: { proxyMetadata: { ISTIO_META_CERT_SIGNER: name } },
      },
    };
  }
}

function split(place: IConstruct, signer: string): { domain: string; name: string } {
  const [, domain, , name] = SIGNER.exec(signer) ?? [];
  if (domain === undefined) {
    fail(place, `signer '${signer}' is not '<domain>/<name>' of lower case letters, digits, '-' and '.'`, "write it like 'clusterissuers.cert-manager.io/mesh'");
  }
  return { domain, name };
}

function rules(signers: KubernetesSigner[]): CaRule[] {
  const requests = ['certificatesigningrequests', 'certificatesigningrequests/approval', 'certificatesigningrequests/status'];
  return [
    { apiGroups: [GROUP], resources: requests, verbs: ['update', 'create', 'get', 'delete', 'watch'] },
    { apiGroups: [GROUP], resources: ['signers'], resourceNames: signers.map(({ name }) => name), verbs: ['approve'] },
  ];
}
