import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { CaChoice, CaInstallation, CaSite, NOTHING } from './ca-installation';
import { IstioCsrOptions } from './istio-csr-options';

const ADDRESS = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?:(\d+)$/;

/** istio-csr signs for the workloads and for istiod, and distributes the root. */
export class IstioCsr implements CaChoice {
  public constructor(private readonly options: IstioCsrOptions) {}

  public install({ place }: CaSite): CaInstallation {
    const { address = 'cert-manager-istio-csr.cert-manager.svc:443', istiodSecretName = 'istiod-tls' } = this.options;
    const port = Number(ADDRESS.exec(address)?.[2]);
    if (!(port >= 1 && port <= 65535)) {
      fail(place, `address of istio-csr '${address}' is not a host and a port`, "write it like 'cert-manager-istio-csr.cert-manager.svc:443'");
    }
    return {
      ...NOTHING,
      env: { ENABLE_CA_SERVER: 'false' },
      // Paths at which istiod looks by itself. Not optional: without these files it would serve no TLS.
      volumes: [
        { name: 'istio-csr-dns-cert', secret: { secretName: dnsName(place, 'secret of istiod', istiodSecretName) } },
        { name: 'istio-csr-ca-configmap', configMap: { name: 'istio-ca-root-cert' } },
      ],
      volumeMounts: [
        { name: 'istio-csr-dns-cert', mountPath: '/var/run/secrets/istiod/tls', readOnly: true },
        { name: 'istio-csr-ca-configmap', mountPath: '/var/run/secrets/istiod/ca', readOnly: true },
      ],
      caAddress: address,
    };
  }
}
