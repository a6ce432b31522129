import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaCertificates } from '../../src/ca/ca-certificates';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { runCommandLine } from '../../src/cli/command-line';
import { days, make, NOW } from '../ca/make-certificates';
import { refusal } from '../mesh/synth';

jest.setTimeout(60_000);

/** A folder in which the command runs as a user would run it. */
class Shell {
  public readonly folder = mkdtempSync(join(tmpdir(), 'istos-'));
  public environment: Record<string, string> = {};
  public now = new Date();
  public said = '';
  public complained = '';

  public async run(line: string): Promise<number> {
    this.said = this.complained = '';
    const { folder, environment, now } = this;
    return runCommandLine(line.split(' ').filter(Boolean), { folder, environment, now, say: (text) => { this.said += `${text}\n`; } },
      (text) => { this.complained += text; });
  }

  /** What a command complains of that must make nothing. */
  public async refusal(line: string): Promise<string> {
    const before = this.files();
    const code = await this.run(line);
    if (code !== 1) throw new Error(`istos ${line} ended with ${code}`);
    if (this.files() !== before) throw new Error(`istos ${line} left ${this.files()}`);
    return this.complained;
  }

  public path = (file: string) => join(this.folder, file);
  public read = (file: string) => readFileSync(this.path(file), 'utf8');
  private files = () => readdirSync(this.folder, { recursive: true }).sort().join();
}

let shell: Shell;
beforeEach(() => { shell = new Shell(); });

const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });

describe.each(['ec', 'rsa'])('a CA with keys of the kind %s', (key) => {
  let made: Shell;
  beforeAll(async () => {
    made = new Shell();
    await made.run(`ca root --key ${key}`);
    await made.run(`ca intermediate --cluster east --key ${key}`);
  });

  test('is in order for OpenSSL, as strict as it can be', () => {
    expect(openssl('verify', '-x509_strict', '-check_ss_sig', '-CAfile', made.path('ca/root/root-cert.pem'), made.path('ca/east/ca-cert.pem'))).toContain('OK');
  });

  test("signs a workload's certificate that OpenSSL believes, for both sides of TLS", () => {
    const file = (name: string) => made.path(`${name}`);
    writeFileSync(file('leaf.ext'), 'subjectAltName = critical, URI:spiffe://cluster.local/ns/shop/sa/cart\nextendedKeyUsage = serverAuth, clientAuth\n'
      + 'authorityKeyIdentifier = keyid\nsubjectKeyIdentifier = hash\nkeyUsage = critical, digitalSignature\nbasicConstraints = critical, CA:FALSE\n');
    openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/', '-keyout', file('leaf.key'), '-out', file('leaf.csr'));
    openssl('x509', '-req', '-in', file('leaf.csr'), '-CA', file('ca/east/ca-cert.pem'), '-CAkey', file('ca/east/ca-key.pem'), '-days', '1', '-extfile', file('leaf.ext'), '-out', file('leaf.pem'));
    for (const purpose of ['sslserver', 'sslclient']) {
      expect(openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', file('ca/east/root-cert.pem'), '-untrusted', file('ca/east/cert-chain.pem'), file('leaf.pem'))).toContain('OK');
    }
  });

  test('is in order for a mesh, with its key', () => {
    const certificates = CaCertificates.folder(made.path('ca/east'));
    const ca = CertificateAuthority.pluggedIn('cacerts', { certificates, privateKey: made.read('ca/east/ca-key.pem') });
    expect(refusal({ ca })).not.toThrow();
  });

  test('is in order for the command that checks it', async () => {
    expect(await made.run('ca check ca/east')).toBe(0);
    expect(made.said).toMatch(/^O=Istio, CN=Intermediate CA, L=east: valid until \d{4}-\d\d-\d\d\nO=Istio, CN=Root CA: valid until .*\nThe certificates are in order, and the key is/);
  });

  test('has keys that only their owner may read', () => {
    for (const file of ['ca/root/root-key.pem', 'ca/east/ca-key.pem']) expect(statSync(made.path(file)).mode & 0o777).toBe(0o600);
    expect(statSync(made.path('ca/root')).mode & 0o777).toBe(0o700);
  });
});

describe('istos ca root', () => {
  test('says of a root what is asked for', async () => {
    expect(await shell.run('ca root --out pki --organization Shop --common-name Root-2 --days 10')).toBe(0);
    const { subject, validTo, ca } = new X509Certificate(shell.read('pki/root-cert.pem'));
    expect({ subject, ca }).toEqual({ subject: 'O=Shop\nCN=Root-2', ca: true });
    expect(Math.round((new Date(validTo).getTime() - shell.now.getTime()) / 86_400_000)).toBe(10);
    expect(shell.said).toContain('istos ca intermediate --cluster NAME --root pki');
  });

  test('keeps its keys out of a repository', async () => {
    await shell.run('ca root');
    expect(shell.read('ca/root/.gitignore')).toContain('*-key.pem');
  });

  test('gives each certificate a number of its own', async () => {
    await shell.run('ca root --out a');
    await shell.run('ca root --out b');
    const [a, b] = ['a', 'b'].map((folder) => new X509Certificate(shell.read(`${folder}/root-cert.pem`)).serialNumber);
    expect(a).toMatch(/^[4-7][0-9A-F]{31}$/);
    expect(a).not.toBe(b);
  });

  test('overwrites nothing, not even a part', async () => {
    mkdirSync(shell.path('ca/root'), { recursive: true });
    writeFileSync(shell.path('ca/root/root-key.pem'), 'mine');
    expect(await shell.refusal('ca root')).toBe(
      "istos: folder 'ca/root' has root-key.pem already, nothing is overwritten; choose another folder by --out, or move the files away");
    expect(shell.read('ca/root/root-key.pem')).toBe('mine');
  });

  test.each([
    ['dist', 'dist', () => undefined],
    ['dist/keys', 'dist', () => undefined],
    ['out/keys', 'out', () => writeFileSync(shell.path('cdk8s.yaml'), 'language: typescript\noutput: "out" # here\n')],
    ['elsewhere', 'elsewhere', () => { shell.environment = { CDK8S_OUTDIR: 'elsewhere' }; }],
    ['link/keys', 'dist', () => { mkdirSync(shell.path('dist')); symlinkSync('dist', shell.path('link')); }],
  ])('writes no key into the output of cdk8s: %s', async (out, output, prepare) => {
    prepare();
    expect(await shell.refusal(`ca root --out ${out}`)).toBe(
      `istos: folder '${out}' is within '${output}', the output of cdk8s, where no private key may stand; choose another folder by --out`);
  });

  test('writes beside the output of cdk8s', async () => {
    expect(await shell.run('ca root --out distant')).toBe(0);
    expect(await shell.run('ca root --out ..dist')).toBe(0);
  });

  test.each([
    ['--key dsa', "key 'dsa' is not a kind of key, there are ec and rsa"],
    ['--days 0', "days is '0', whole numbers from 1 to 36500 are allowed"],
    ['--days 1.5', "days is '1.5', whole numbers from 1 to 36500 are allowed"],
    ['--days 40000', "days is '40000', whole numbers from 1 to 36500 are allowed"],
    ['--dayz 1', "Unknown option '--dayz'"],
    ['here', "unexpected argument 'here'"],
  ])('refuses %s', async (option, problem) => {
    expect(await shell.refusal(`ca root ${option}`)).toContain(`istos: ${problem}`);
  });
});

describe('istos ca intermediate', () => {
  test("makes the CA of a cluster, for its istiod's name, and for no other CA below it", async () => {
    await shell.run('ca root');
    await shell.run('ca intermediate --cluster east --namespace mesh --common-name CA --organization Shop');
    const text = openssl('x509', '-in', shell.path('ca/east/ca-cert.pem'), '-noout', '-text', '-nameopt', 'RFC2253');
    expect(text).toContain('Subject: L=east,CN=CA,O=Shop');
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Certificate Sign, CRL Sign/);
    expect(text).toMatch(/Subject Alternative Name: \s+DNS:istiod\.mesh\.svc/);
  });

  test('says how its Secret is made, with the keys that istiod reads', async () => {
    await shell.run('ca root');
    await shell.run('ca intermediate --cluster east --secret mesh-ca');
    expect(shell.said).toContain([
      'kubectl create secret generic mesh-ca --namespace istio-system \\',
      ...['ca-cert', 'ca-key', 'cert-chain', 'root-cert'].map((name) => `    --from-file=ca/east/${name}.pem`).join(' \\\n').split('\n'),
    ].join('\n'));
  });

  test('takes a root that others made', async () => {
    mkdirSync(shell.path('corp'));
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes', '-days', '5000', '-subj', '/C=GR/O=Shop/CN=Corp root',
      '-addext', 'keyUsage=critical,keyCertSign', '-keyout', shell.path('corp/root-key.pem'), '-out', shell.path('corp/root-cert.pem'));
    shell.now = new Date();
    expect(await shell.run('ca intermediate --cluster east --root corp')).toBe(0);
    expect(openssl('verify', '-x509_strict', '-CAfile', shell.path('corp/root-cert.pem'), shell.path('ca/east/ca-cert.pem'))).toContain('OK');
    const issuer = (file: string, option: string) => openssl('x509', '-in', shell.path(file), '-noout', option, '-nameopt', 'RFC2253,show_type').split('=').slice(1).join('=');
    expect(issuer('ca/east/ca-cert.pem', '-issuer')).toBe(issuer('corp/root-cert.pem', '-subject'));
  });

  describe('refuses', () => {
    /** A root of the tests in ca/root. */
    async function root(wish: Partial<Parameters<typeof make>[0]>, key?: string): Promise<void> {
      const { pem, ...made } = await make({ name: 'Root', notAfter: days(10_000), ...wish });
      mkdirSync(shell.path('ca/root'), { recursive: true });
      writeFileSync(shell.path('ca/root/root-cert.pem'), pem);
      writeFileSync(shell.path('ca/root/root-key.pem'), key ?? made.key);
      shell.now = NOW;
    }

    test('to work without a root', async () => {
      expect(await shell.refusal('ca intermediate --cluster east')).toBe(
        "istos: folder 'ca/root' has no root-cert.pem; make a root by 'istos ca root', or say where it is by --root");
    });

    test('to guess the cluster', async () => {
      expect(await shell.refusal('ca intermediate')).toBe('istos: the cluster is not named; name it by --cluster');
    });

    test('names that no cluster has', async () => {
      expect(await shell.refusal('ca intermediate --cluster ../east')).toContain("istos: ca intermediate: cluster '../east' is not a DNS label");
      expect(await shell.refusal('ca intermediate --cluster east --namespace Mesh')).toContain("namespace 'Mesh' is not a DNS label");
      expect(await shell.refusal('ca intermediate --cluster east --secret A')).toContain("secret 'A' is not a DNS name");
    });

    test('a root that ends earlier', async () => {
      await root({ notAfter: days(100) });
      expect(await shell.refusal('ca intermediate --cluster east')).toBe(
        "istos: the root 'CN=Root' is valid for 100 days only, the CA would be for 730; give fewer --days, or make another root");
    });

    test('a root that has ended', async () => {
      await root({ notAfter: days(-1) });
      expect(await shell.refusal('ca intermediate --cluster east')).toContain("ca intermediate: certificate 'CN=Root' expires on 2030-05-31T00:00:00Z");
    });

    test('a root that allows no CA below it', async () => {
      await root({ basicConstraints: { ca: true, pathLength: 0 } });
      expect(await shell.refusal('ca intermediate --cluster east')).toBe("istos: the root 'CN=Root' allows no CA below it (pathlen 0); make another root");
    });

    test('the key of another root', async () => {
      await root({}, (await make({ name: 'Other' })).key);
      expect(await shell.refusal('ca intermediate --cluster east')).toContain("private key is not that of the CA certificate 'CN=Root'");
    });

    test('a key of a kind that it cannot sign with', async () => {
      mkdirSync(shell.path('ca/root'), { recursive: true });
      openssl('req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '5000', '-subj', '/CN=Root', '-addext', 'keyUsage=critical,keyCertSign',
        '-keyout', shell.path('ca/root/root-key.pem'), '-out', shell.path('ca/root/root-cert.pem'));
      expect(await shell.refusal('ca intermediate --cluster east')).toBe("istos: the root's key is of the kind 'ed25519', RSA, P-256 and P-384 are allowed");
    });
  });
});

describe('istos ca check', () => {
  beforeEach(async () => {
    await shell.run('ca root');
    await shell.run('ca intermediate --cluster east');
  });

  test('tells in time that a CA ends', async () => {
    expect(await shell.run('ca check ca/east --days 731')).toBe(1);
    expect(shell.complained).toContain("ca check 'ca/east': certificate 'O=Istio, CN=Intermediate CA, L=east' expires on");
    expect(await shell.run('ca check ca/east --days 729')).toBe(0);
  });

  test('finds the key of another CA', async () => {
    await shell.run('ca intermediate --cluster west');
    writeFileSync(shell.path('ca/east/ca-key.pem'), shell.read('ca/west/ca-key.pem'));
    expect(await shell.run('ca check ca/east')).toBe(1);
    expect(shell.complained).toContain("private key is not that of the CA certificate 'O=Istio, CN=Intermediate CA, L=east'");
  });

  test('checks what is there without a key', async () => {
    mkdirSync(shell.path('public'));
    for (const name of ['ca-cert.pem', 'root-cert.pem']) writeFileSync(shell.path(`public/${name}`), shell.read(`ca/east/${name}`));
    expect(await shell.run('ca check public')).toBe(0);
    expect(shell.said).toContain('The certificates are in order; there is no key to check.');
  });

  test('needs a folder', async () => {
    expect(await shell.refusal('ca check')).toBe('istos: an argument is missing');
    expect(await shell.refusal('ca check nowhere')).toContain('the folder has no root-cert.pem');
  });
});

describe('istos', () => {
  test.each(['help', '--help', 'ca', 'ca --help', 'ca root --help', 'ca intermediate --cluster east -h'])('%s says what can be done', async (line) => {
    expect(await shell.run(line)).toBe(0);
    expect(shell.said).toContain('istos ca intermediate --cluster NAME');
  });

  test('without a command says so, too, as a failure', async () => {
    expect(await shell.run('')).toBe(2);
    expect(shell.said).toContain('istos ca root');
  });

  test('refuses what it does not know', async () => {
    expect(await shell.refusal('mesh')).toBe("istos: unknown command 'mesh', there is ca");
    expect(await shell.refusal('ca rot')).toBe("istos: unknown command 'ca rot', there are root, intermediate, check");
  });

  test('a program that synthesizes does not load the library for certificates, nor does the command before it makes one', () => {
    jest.isolateModules(() => {
      jest.doMock('@peculiar/x509', () => { throw new Error('loaded'); });
      expect(() => jest.requireActual('../../src')).not.toThrow();
      expect(() => jest.requireActual('../../src/cli/command-line')).not.toThrow();
      expect(() => jest.requireActual('../ca/make-certificates')).toThrow('loaded');
    });
  });
});
