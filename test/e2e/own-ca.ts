import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/command-line';
import { run } from './cluster';
import { CaCertificates, CertificateAuthority } from 'istos';

/** A CA as users make it: by `istos ca`, on their own machine. */
export class OwnCa {
  /** Makes a root of that name, and with it the CA of one cluster. */
  public static async make(rootName: string, secretName = 'cacerts'): Promise<OwnCa> {
    const folder = mkdtempSync(join(tmpdir(), 'own-ca-'));
    const said: string[] = [];
    for (const line of [['ca', 'root', '--common-name', rootName], ['ca', 'intermediate', '--cluster', 'e2e', '--secret', secretName]]) {
      const complain = (problem: string) => { throw new Error(problem); };
      await runCommandLine(line, { folder, environment: {}, now: new Date(), say: (text) => said.push(text) }, complain);
    }
    return new OwnCa(folder, secretName, said.find((text) => text.includes('kubectl create secret'))!);
  }

  private constructor(private readonly folder: string, public readonly secretName: string, private readonly command: string) {}

  public get certificates(): CaCertificates {
    return CaCertificates.folder(join(this.folder, 'ca', 'e2e'));
  }

  public get authority(): CertificateAuthority {
    return CertificateAuthority.pluggedIn(this.secretName, { certificates: this.certificates });
  }

  /** Makes the Secret with the command that the user was told. */
  public install(): void {
    run('sh', '-c', `cd '${this.folder}' && ${this.command.trim()}`);
  }

  /** Asserts by OpenSSL that a pod's certificate leads to this root through this CA, and to which identity it belongs. */
  public verify(pod: string, namespace: string): string {
    const [leaf, chain] = ['leaf.pem', 'chain.pem'].map((name) => join(this.folder, name));
    const text = secretsOf(pod, namespace).chain;
    writeFileSync(leaf, text);
    writeFileSync(chain, text.split(/(?=-----BEGIN)/).slice(1).join(''));
    for (const purpose of ['sslserver', 'sslclient']) {
      run('openssl', 'verify', '-purpose', purpose, '-CAfile', join(this.folder, 'ca', 'root', 'root-cert.pem'), '-untrusted', chain, leaf);
    }
    run('openssl', 'verify', '-partial_chain', '-no-CApath', '-CAfile', join(this.folder, 'ca', 'e2e', 'ca-cert.pem'), leaf);
    return run('openssl', 'x509', '-in', leaf, '-noout', '-ext', 'subjectAltName').split('\n')[1].trim();
  }
}

/** What a pod's proxy has: its own chain of certificates, and the roots that it trusts. */
export function secretsOf(pod: string, namespace: string): { chain: string; roots: string } {
  const { dynamicActiveSecrets } = JSON.parse(run('istioctl', 'proxy-config', 'secret', `${pod}.${namespace}`, '-o', 'json'));
  const secret = (name: string) => dynamicActiveSecrets.find((active: any) => active.name === name)?.secret;
  const text = (source?: { inlineBytes: string }) => Buffer.from(source?.inlineBytes ?? '', 'base64').toString();
  return { chain: text(secret('default')?.tlsCertificate?.certificateChain), roots: text(secret('ROOTCA')?.validationContext?.trustedCa) };
}
