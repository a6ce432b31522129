import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { GatewayCertificateOptions, KeyAlgorithm } from './gateway-certificate-options';

const LEAST_DURATION = Duration.hours(1);
const LEAST_RENEWAL = Duration.minutes(5);

/** What is asked of one certificate. */
interface Request {
  readonly spec: string;
  /** The names of the listeners that show it, where the user names none. */
  readonly hosts: Set<string>;
}

/** The certificates that cert-manager makes for a gateway: one for each Secret, in the namespace where its proxies look for it. */
export class GatewayCertificates extends Construct {
  private readonly requests = new Map<string, Request>();

  public constructor(private readonly place: Construct, id: string, private readonly namespace: string) {
    super(place, id);
  }

  /** Makes a certificate, or adds the hosts of another listener that shows it. */
  public request(secretName: string, hosts: readonly string[], options: GatewayCertificateOptions): void {
    const spec = certificateSpec(this.place, secretName, options);
    const known = this.requests.get(secretName);
    if (known && known.spec !== JSON.stringify(spec)) {
      fail(this.place, `certManager is to make certificate '${secretName}' in two ways`, 'give all listeners that show it the same GatewayTls');
    }
    if (!options.dnsNames && hosts.includes('*')) {
      fail(this.place, `certificate '${secretName}' is for every host, which no CA certifies`, "name its dnsNames, e.g. ['*.example.com']");
    }
    const names = known?.hosts ?? new Set<string>();
    hosts.forEach((host) => names.add(host));
    if (!known) this.make(secretName, spec, options.dnsNames, names);
  }

  private make(secretName: string, spec: object, dnsNames: string[] | undefined, hosts: Set<string>): void {
    const { namespace, place } = this;
    claim(place, `Certificate '${namespace}/${secretName}'`, 'let one gateway ask for it, the others name its Secret only');
    this.requests.set(secretName, { spec: JSON.stringify(spec), hosts });
    new ApiObject(this, secretName, {
      apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: secretName, namespace },
      spec: { ...spec, dnsNames: dnsNames ?? Lazy.any({ produce: () => [...hosts] }) },
    });
  }
}

function certificateSpec(place: Construct, secretName: string, options: GatewayCertificateOptions): object {
  const { keyAlgorithm: algorithm = KeyAlgorithm.ECDSA, dnsNames } = options;
  const rsa = algorithm === KeyAlgorithm.RSA;
  if (dnsNames?.length === 0) fail(place, `certificate '${secretName}' has no dnsNames, at least one is needed`, 'leave them out for the hosts of its listeners');
  return {
    secretName,
    ...lifetime(place, secretName, options),
    // A new key with each certificate: the old one can be forgotten.
    privateKey: { algorithm, size: rsa ? 2048 : 256, rotationPolicy: 'Always' },
    usages: ['server auth', 'digital signature', ...rsa ? ['key encipherment'] : []],
    issuerRef: options.issuer._toSpec(place),
  };
}

function lifetime(place: Construct, name: string, { duration, renewBefore }: GatewayCertificateOptions): object {
  const whole = duration?.toSeconds();
  const before = renewBefore?.toSeconds();
  if (whole !== undefined && whole < LEAST_DURATION.toSeconds()) {
    fail(place, `certificate '${name}' is valid for ${whole} s, at least ${LEAST_DURATION.toSeconds()} s are allowed`, 'give an hour or more');
  }
  if (before !== undefined && before < LEAST_RENEWAL.toSeconds()) {
    fail(place, `certificate '${name}' is renewed ${before} s before its end, at least ${LEAST_RENEWAL.toSeconds()} s are allowed`, 'give five minutes or more');
  }
  if (before !== undefined && before >= (whole ?? Duration.days(90).toSeconds())) {
    fail(place, `certificate '${name}' is to be renewed ${before} s before its end, before it begins`, 'give less than its duration');
  }
  return { duration: whole && `${whole}s`, renewBefore: before && `${before}s` };
}
