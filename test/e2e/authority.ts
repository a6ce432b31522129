import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './cluster';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];

/** A certificate authority that exists for one test. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'authority-'));

  public constructor(name: string) {
    run('openssl', 'req', '-x509', ...KEY, '-subj', `/CN=${name}`, '-keyout', this.file('ca.key'), '-out', this.certificate);
  }

  /** The file with its own certificate. */
  public get certificate(): string {
    return this.file('ca.crt');
  }

  /** Makes a certificate for a DNS name; gives the files with it and its key. */
  public issue(host: string): { readonly certificate: string; readonly key: string } {
    const name = host.replace('*', 'wildcard');
    const [certificate, key] = [this.file(`${name}.crt`), this.file(`${name}.key`)];
    run('openssl', 'req', '-x509', ...KEY, '-CA', this.certificate, '-CAkey', this.file('ca.key'), '-subj', `/CN=${host}`,
      '-addext', `subjectAltName=DNS:${host}`, '-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', key, '-out', certificate);
    return { certificate, key };
  }

  private file(name: string): string {
    return join(this.folder, name);
  }
}
