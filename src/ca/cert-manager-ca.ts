import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { CaChoice, CaInstallation, CaObject, CaSite, NOTHING } from './ca-installation';
import { CaKeyAlgorithm, CertManagerCaOptions, CertManagerIssuerKind } from './cert-manager-ca-options';
import { caVolume, checkSecretName } from './plugged-in';

const LEAST = Duration.hours(1);

/** A Certificate of cert-manager, plugged in. */
export class CertManagerCa implements CaChoice {
  public constructor(private readonly options: CertManagerCaOptions) {}

  public install(site: CaSite): CaInstallation {
    const { secretName = 'cacerts' } = this.options;
    checkSecretName(site.place, secretName);
    return { ...NOTHING, ...caVolume({ secret: { secretName } }), objects: [this.certificate(site, secretName)] };
  }

  private certificate({ place, istiodName, namespace }: CaSite, secretName: string): CaObject {
    const { issuer, issuerKind = CertManagerIssuerKind.CLUSTER_ISSUER, keyAlgorithm = CaKeyAlgorithm.ECDSA } = this.options;
    const host = `${istiodName}.${namespace}.svc`;
    return {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      name: secretName,
      spec: {
        isCA: true,
        commonName: commonName(place, this.options.commonName ?? host),
        dnsNames: [host],
        secretName,
        ...this.lifetime(place),
        // A new key with each certificate: the old one can be forgotten.
        privateKey: { algorithm: keyAlgorithm, size: keyAlgorithm === CaKeyAlgorithm.RSA ? 4096 : 256, rotationPolicy: 'Always' },
        usages: ['cert sign', 'crl sign', 'digital signature'],
        issuerRef: { group: 'cert-manager.io', kind: issuerKind, name: dnsName(place, 'issuer', issuer) },
      },
    };
  }

  private lifetime(place: IConstruct): { duration: string; renewBefore: string } {
    const { duration = Duration.days(90) } = this.options;
    const seconds = duration.toSeconds();
    const renewBefore = this.options.renewBefore?.toSeconds() ?? Math.floor(seconds / 3);
    if (seconds < LEAST.toSeconds()) fail(place, `duration of the CA is ${seconds} s, at least ${LEAST.toSeconds()} s are allowed`, 'give an hour or more');
    if (renewBefore >= seconds) fail(place, `the CA of ${seconds} s is to be renewed ${renewBefore} s before its end, which is never`, 'give less than its duration');
    return { duration: `${seconds}s`, renewBefore: `${renewBefore}s` };
  }
}

function commonName(place: IConstruct, name: string): string {
  if (name.length < 1 || name.length > 64) {
    fail(place, `common name '${name}' of the CA has ${name.length} characters, 1 to 64 are allowed (X.509)`, 'set a shorter commonName');
  }
  return name;
}
