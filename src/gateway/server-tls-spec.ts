import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { CipherSuite } from './cipher-suite';
import { ClientCertificateOptions, MutualTlsOptions, SimpleTlsOptions, TlsFiles, TlsProtocolOptions } from './gateway-tls-options';
import { TlsVersion } from './tls-version';

type Settings = networking.ServerTLSSettings;

const VERSIONS = Object.values(TlsVersion);
const SPKI = /^[A-Za-z0-9+/]{43}=$/;
const HASH = /^[0-9a-fA-F]{64}$|^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){31}$/;

/** Checks what a program says of TLS at a gateway and writes it in Istio's words. */
export class ServerTlsSpec {
  public constructor(private readonly place: IConstruct, private readonly proxyNamespace: string) {}

  public credentials(name: string, { secondCredentialName: second }: SimpleTlsOptions): Settings {
    const first = this.credential(name);
    if (second === undefined) return { credentialName: first };
    if (second === name) fail(this.place, `credential '${name}' is named twice`, 'name a Secret with a key of another algorithm, or leave the second out');
    return { credentialNames: [first, this.credential(second)] };
  }

  public mutual(name: string, options: MutualTlsOptions): Settings {
    const { verifyCertificateSpki: spki, verifyCertificateHash: hash, clientCa } = options;
    this.checkFingerprints('verifyCertificateSpki', spki, SPKI, 'SHA-256 of the public key in base64, 44 characters');
    this.checkFingerprints('verifyCertificateHash', hash, HASH, 'SHA-256 of the certificate in hex, 64 digits with or without colons');
    return {
      ...this.credentials(name, options),
      caCertCredentialName: clientCa?._toSpec(this.place, this.proxyNamespace),
      ...this.clients(options),
      verifyCertificateSpki: spki, verifyCertificateHash: hash,
      ...this.protocol(options),
    };
  }

  public clients({ subjectAltNames, insecureSkipVerify }: ClientCertificateOptions): Settings {
    if (subjectAltNames?.length === 0) fail(this.place, 'subjectAltNames is empty, which lets in every name', 'leave it out, or name the names');
    return { subjectAltNames, insecureSkipVerify };
  }

  public files(files: TlsFiles[]): Settings {
    if (files.length < 1 || files.length > 2) {
      fail(this.place, `TLS has ${files.length} certificates in files, 1 or 2 are allowed`, 'give one for each algorithm of keys');
    }
    const pairs = files.map(({ certificate, privateKey }) => (
      { serverCertificate: this.path('certificate', certificate), privateKey: this.path('privateKey', privateKey) }
    ));
    return pairs.length === 1 ? pairs[0] : { tlsCertificates: pairs };
  }

  public path(what: string, path: string): string;
  public path(what: string, path?: string): string | undefined;
  public path(what: string, path?: string): string | undefined {
    if (path !== undefined && !path.startsWith('/')) {
      fail(this.place, `${what} '${path}' is not the path of a file`, "write it from the root of the proxy's container, e.g. '/etc/certs/tls.crt'");
    }
    return path;
  }

  public protocol({ minVersion, maxVersion, cipherSuites }: TlsProtocolOptions): Settings {
    this.checkVersions(minVersion, maxVersion);
    this.checkCiphers(minVersion, cipherSuites);
    return {
      minProtocolVersion: minVersion && networking.ServerTLSSettingsTLSProtocol[minVersion],
      maxProtocolVersion: maxVersion && networking.ServerTLSSettingsTLSProtocol[maxVersion],
      cipherSuites,
    };
  }

  private credential(name: string): string {
    const { place } = this;
    if (!name) fail(place, 'TLS ends here without a credential', "name the Secret with certificate and key, e.g. 'shop-tls'");
    if (name.includes('/')) {
      fail(place, `credential name '${name}' has a namespace, but Secrets are read from the gateway's own namespace only`,
        `put the Secret there and give its name alone, '${name.slice(name.lastIndexOf('/') + 1)}'`);
    }
    if (name.endsWith('-cacert')) {
      fail(place, `credential name '${name}' ends in '-cacert', which Istio keeps for the Secrets that hold only a CA`,
        `rename the Secret, e.g. '${name.slice(0, -'-cacert'.length)}'`);
    }
    return dnsName(place, 'credential name', name);
  }

  private checkVersions(min: TlsVersion = TlsVersion.V1_2, max: TlsVersion = TlsVersion.V1_3): void {
    if (VERSIONS.indexOf(min) > VERSIONS.indexOf(max)) {
      fail(this.place, `the oldest version of TLS, ${min}, is newer than the newest, ${max}`, 'lower minVersion or raise maxVersion');
    }
  }

  private checkCiphers(min?: TlsVersion, suites?: CipherSuite[]): void {
    const old = min === TlsVersion.V1_0 || min === TlsVersion.V1_1;
    if (suites?.length === 0) fail(this.place, 'cipherSuites is empty, at least one is needed', "leave it out for Envoy's own");
    const twice = suites?.find((suite, i) => suites.indexOf(suite) !== i);
    if (twice) fail(this.place, `cipher suite '${twice}' is named twice`, 'name it once');
    if (suites && min === TlsVersion.V1_3) {
      fail(this.place, 'cipherSuites are given, but those of TLS 1.3 are fixed', 'leave them out, or let clients speak TLS 1.2');
    }
    if (old && !suites?.some((suite) => suite.endsWith('-SHA'))) {
      fail(this.place, `clients may speak ${min}, but there is no cipher suite of its time`,
        'give cipherSuites with SHA-1, e.g. CipherSuite.ECDHE_RSA_AES128_SHA, or take TLS 1.2');
    }
  }

  private checkFingerprints(what: string, values: string[] | undefined, form: RegExp, allowed: string): void {
    if (values?.length === 0) fail(this.place, `${what} is empty, which lets in every client`, 'leave it out, or name the clients');
    const wrong = values?.find((value) => !form.test(value));
    if (wrong !== undefined) fail(this.place, `${what} has '${wrong}', which is none (${allowed})`, 'make it with openssl');
  }
}
