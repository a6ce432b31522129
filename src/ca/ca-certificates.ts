import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../ground/fail';

/** The public part of a plugged-in CA, as PEM texts. The names are those of the Secret's keys. */
export interface CaPem {
  /** `root-cert.pem`: the root certificate that all workloads trust, or several. */
  readonly rootCert: string;
  /** `ca-cert.pem`: the certificate with whose key istiod signs. */
  readonly caCert: string;
  /**
   * `cert-chain.pem`: the CA certificate, then its issuer, and so on up to the root, which may be left out.
   * @default - the CA certificate alone, issued by the root itself
   */
  readonly certChain?: string;
}

/**
 * The certificates of a CA: what everybody may know of it. The key is not among them.
 *
 * @see https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/
 */
export class CaCertificates {
  /** The certificates as texts. */
  public static pem(texts: CaPem): CaCertificates {
    return new CaCertificates(texts.rootCert, texts.caCert, texts.certChain ?? texts.caCert);
  }

  /**
   * The certificates that `istos ca intermediate` wrote: `root-cert.pem`, `ca-cert.pem` and, where it exists, `cert-chain.pem`.
   * The key beside them is not read.
   *
   * @param path The folder. One without these files is refused.
   */
  public static folder(path: string): CaCertificates {
    const read = (name: string) => {
      const file = join(path, name);
      if (!existsSync(file)) fail(`CA certificates of '${path}'`, `the folder has no ${name}`, "give a folder that 'istos ca intermediate' wrote");
      return readFileSync(file, 'utf8');
    };
    const chain = existsSync(join(path, 'cert-chain.pem')) ? read('cert-chain.pem') : undefined;
    return CaCertificates.pem({ rootCert: read('root-cert.pem'), caCert: read('ca-cert.pem'), certChain: chain });
  }

  private constructor(
    /** @internal */
    public readonly _rootCert: string,
    /** @internal */
    public readonly _caCert: string,
    /** @internal */
    public readonly _certChain: string,
  ) {}
}
