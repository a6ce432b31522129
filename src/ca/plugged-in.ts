import { createHash } from 'node:crypto';
import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { CaChoice, CaInstallation, CaObject, CaSite, NOTHING } from './ca-installation';
import { CheckedCertificates, checkCertificates } from './check-certificates';
import { checkKey } from './check-key';
import { PluggedInOptions } from './plugged-in-options';

/** The Secret in which istiod keeps the CA that it makes for itself. */
export const OWN_SECRET = 'istio-ca-secret';
const MOUNT_PATH = '/etc/cacerts';

/** A CA from a Secret in istiod's namespace. */
export class PluggedIn implements CaChoice {
  public constructor(private readonly secretName: string, private readonly options: PluggedInOptions) {}

  public install(site: CaSite): CaInstallation {
    checkSecretName(site.place, this.secretName);
    const checked = this.check(site);
    return {
      ...NOTHING,
      ...caVolume({ secret: { secretName: this.secretName } }),
      podAnnotations: checked ? { 'checksum/cacerts': checksum(checked) } : {},
      objects: this.options.secretInOutput ? [this.secret(site.place)] : [],
    };
  }

  private check({ place, trustDomain, istiodName, namespace }: CaSite): CheckedCertificates | undefined {
    const { certificates, privateKey } = this.options;
    if (certificates === undefined) {
      if (privateKey !== undefined) fail(place, 'the private key of the CA is given without its certificates', 'give certificates as well');
      return undefined;
    }
    const checked = checkCertificates(
      { place, validAt: lastMoment(this.options), names: { trustDomain, istiod: `${istiodName}.${namespace}.svc` } }, certificates);
    if (privateKey !== undefined) checkKey(place, checked.ca, privateKey);
    return checked;
  }

  private secret(place: IConstruct): CaObject {
    const { certificates, privateKey } = this.options;
    if (certificates === undefined || privateKey === undefined) {
      return fail(place, 'secretInOutput needs the certificates and the private key of the CA', 'give both, or leave secretInOutput out and make the Secret elsewhere');
    }
    const data = {
      'ca-cert.pem': certificates._caCert, 'ca-key.pem': privateKey, 'cert-chain.pem': certificates._certChain, 'root-cert.pem': certificates._rootCert,
    };
    return {
      apiVersion: 'v1', kind: 'Secret', name: this.secretName, type: 'Opaque',
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
    };
  }
}

/** istiod finds the CA there; not optional, so its pod waits until all sources exist. */
export function caVolume(source: object): { volumes: object[]; volumeMounts: object[] } {
  return {
    volumes: [{ name: 'cacerts', ...source }],
    volumeMounts: [{ name: 'cacerts', mountPath: MOUNT_PATH, readOnly: true }],
  };
}

export function checkSecretName(place: IConstruct, name: string): void {
  dnsName(place, 'CA secret', name);
  if (name === OWN_SECRET) {
    fail(place, `CA secret '${OWN_SECRET}' is the one that istiod writes itself, any other name is allowed`,
      "put the CA into a Secret 'cacerts', or take CertificateAuthority.selfSigned()");
  }
}

/** Changes with any of the certificates, and with nothing else. */
export function checksum({ roots, ca }: CheckedCertificates): string {
  return createHash('sha256').update([...roots, ca].map(({ fingerprint }) => fingerprint).join()).digest('hex');
}

/** Until when certificates have to be valid, read from the clock where nobody says it: an expired CA must not be installed. */
export function lastMoment({ validAt = new Date(), validFor }: { readonly validAt?: Date; readonly validFor?: Duration }): Date {
  return new Date(validAt.getTime() + (validFor?.toMilliseconds() ?? 0));
}
