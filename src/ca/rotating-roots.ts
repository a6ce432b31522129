import { Duration } from 'cdk8s';
import { fail } from '../ground/fail';
import { CaChoice, CaInstallation, CaSite, NOTHING } from './ca-installation';
import { Certificate } from './certificate';
import { CertificateUse, checkCertificates } from './check-certificates';
import { caVolume, checkSecretName, checksum, lastMoment, OWN_SECRET, PluggedIn } from './plugged-in';
import { RotatedCa } from './root-rotation-options';
import { RotationStage } from './rotation-stage';

const ROOT_KEY = 'root-cert.pem';

/** Which key of a Secret becomes which file of istiod's. */
type Items = { readonly key: string; readonly path: string }[];
const ISTIO_ITEMS = items('ca-cert.pem', 'ca-key.pem', 'cert-chain.pem');
const TLS_ITEMS = items('tls.crt', 'tls.key', 'tls.crt');
/** The CA that istiod made is its own root, and fills two keys only. */
const OWN_ITEMS = items('ca-cert.pem', 'ca-key.pem', 'ca-cert.pem');

/** One stage of the rotation of a root. */
export class RotatingRoots implements CaChoice {
  public constructor(
    private readonly stage: RotationStage,
    private readonly from: RotatedCa,
    private readonly to: RotatedCa,
    private readonly validity: { readonly validAt?: Date; readonly validFor?: Duration },
  ) {}

  public install(site: CaSite): CaInstallation {
    const { place, namespace, istiodName, trustDomain } = site;
    checkSecretName(place, this.to.secretName);
    if (this.from.secretName === this.to.secretName) {
      fail(place, `old and new CA are both in the Secret '${this.to.secretName}'`, 'put the new CA into a Secret of its own');
    }
    const use = { place, validAt: lastMoment(this.validity), names: { trustDomain, istiod: `${istiodName}.${namespace}.svc` } };
    // Where the old CA signs no more, that it has expired is one more reason to go on.
    const oldSigns = this.stage === RotationStage.OLD_ROOT || this.stage === RotationStage.BOTH_ROOTS;
    const old = checkCertificates({ ...use, ...!oldSigns && { validAt: undefined } }, this.from.certificates);
    const next = checkCertificates(use, this.to.certificates);
    const roots = this.bothRoots(use, old.roots, next.roots);
    switch (this.stage) {
      case RotationStage.OLD_ROOT: return this.from.secretName === OWN_SECRET ? NOTHING : this.settled(site, this.from);
      case RotationStage.BOTH_ROOTS: return this.trustingBoth(site, this.from, roots, checksum({ roots, ca: old.ca }));
      case RotationStage.NEW_INTERMEDIATE: return this.trustingBoth(site, this.to, roots, checksum({ roots, ca: next.ca }));
      case RotationStage.NEW_ROOT: return this.settled(site, this.to);
    }
  }

  private bothRoots({ place }: CertificateUse, old: Certificate[], next: Certificate[]): Certificate[] {
    const known = new Set(old.map(({ fingerprint }) => fingerprint));
    const added = next.filter(({ fingerprint }) => !known.has(fingerprint));
    if (added.length === 0) {
      fail(place, `the new CA has the root '${next[0].subject}' of the old one, there is no root to rotate`, 'put the new CA into the Secret of the old one: istiod takes it at once');
    }
    return [...old, ...added];
  }

  private settled(site: CaSite, { secretName, certificates }: RotatedCa): CaInstallation {
    return new PluggedIn(secretName, { ...this.validity, certificates }).install(site);
  }

  private trustingBoth({ istiodName }: CaSite, signer: RotatedCa, roots: Certificate[], sum: string): CaInstallation {
    const name = `${istiodName}-ca-roots`;
    return {
      ...NOTHING,
      ...caVolume({
        projected: {
          sources: [
            { secret: { name: signer.secretName, items: itemsOf(signer) } },
            { configMap: { name, items: [{ key: ROOT_KEY, path: ROOT_KEY }] } },
          ],
        },
      }),
      podAnnotations: { 'checksum/cacerts': sum },
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', name, data: { [ROOT_KEY]: roots.map((root) => root.toPem()).join('') } }],
      // New roots are pushed to proxies that start from now on; others learn of them when they renew their certificate.
      env: { ISTIO_MULTIROOT_MESH: 'true' },
      meshConfig: { defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } } },
    };
  }
}

function itemsOf({ secretName, tls }: RotatedCa): Items {
  if (secretName === OWN_SECRET) return OWN_ITEMS;
  return tls ? TLS_ITEMS : ISTIO_ITEMS;
}

function items(certificate: string, key: string, chain: string): Items {
  return [{ key: certificate, path: 'ca-cert.pem' }, { key, path: 'ca-key.pem' }, { key: chain, path: 'cert-chain.pem' }];
}
