import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, oneOf, placeOf } from '../ground/fail';
import { apiObjectOf } from '../host/api-object-of';
import { CaChoice, CaInstallation, CaSite } from './ca-installation';
import { PluggedIn } from './plugged-in';
import { PluggedInOptions } from './plugged-in-options';

/** The two sets of keys in which istiod finds a CA. */
const ISTIO_KEYS = ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'];
const TLS_KEYS = ['tls.crt', 'tls.key', 'ca.crt'];

/** The Secret that an object makes, as far as the object tells. */
interface MadeSecret {
  readonly name: string;
  /** Its keys; nothing if they are known only in the cluster. */
  readonly keys?: string[];
}

type Reader = (object: ApiObject, manifest: any) => MadeSecret;

/** The objects that make a Secret, by API group and kind. */
const READERS: Record<string, Reader> = {
  '/Secret': ({ name }, { data = {}, stringData = {} }) => ({ name, keys: Object.keys({ ...data, ...stringData }) }),
  'external-secrets.io/ExternalSecret': readExternalSecret,
  'bitnami.com/SealedSecret': ({ name }, { spec = {} }) => ({ name: spec.template?.metadata?.name ?? name, keys: Object.keys(spec.encryptedData ?? {}) }),
  'cert-manager.io/Certificate': readCertificate,
};

/** A CA from the Secret that an object of the program makes. */
export class PluggedInBy implements CaChoice {
  public constructor(private readonly source: IConstruct, private readonly options: PluggedInOptions) {}

  public install(site: CaSite): CaInstallation {
    const object = apiObjectOf(site.place, 'CA source', this.source);
    const reader = READERS[`${object.apiGroup === 'core' ? '' : object.apiGroup}/${object.kind}`] ?? fail(
      site.place, `CA source '${this.source.node.path}' is a ${object.kind} of ${object.apiVersion}, allowed are ${oneOf(Object.keys(READERS).map(kindOf))}`,
      'pass the construct that makes the Secret, or name the Secret with CertificateAuthority.pluggedIn()');
    const { namespace } = object.metadata;
    if (namespace !== site.namespace) {
      fail(site.place, `CA source '${this.source.node.path}' is in ${namespace ? `namespace '${namespace}'` : 'no given namespace'}, but istiod reads Secrets of '${site.namespace}'`,
        `set its namespace to '${site.namespace}'`);
    }
    const { name, keys } = reader(object, object.toJson());
    if (keys) checkKeys(site.place, this.source, keys);
    return new PluggedIn(name, this.options).install(site);
  }
}

/** Its keys are known where each is named; others come from the store, or from a template that we do not render. */
function readExternalSecret({ name }: ApiObject, { spec = {} }: any): MadeSecret {
  const { target = {}, data = [], dataFrom = [] } = spec;
  const named = data.map(({ secretKey }: { secretKey: string }) => secretKey);
  return { name: target.name ?? name, keys: dataFrom.length > 0 || target.template ? undefined : named };
}

function readCertificate(object: ApiObject, { spec = {} }: any): MadeSecret {
  if (spec.isCA !== true) fail(object, 'the Certificate is not that of a CA (spec.isCA), so istiod could not sign with it', 'set isCA to true');
  const usages: string[] = spec.usages ?? [];
  if (usages.length > 0 && !usages.includes('cert sign')) {
    fail(object, `the Certificate is for ${oneOf(usages)}, so istiod could not sign with it`, "add the usage 'cert sign'");
  }
  return { name: spec.secretName };
}

function checkKeys(place: IConstruct, source: IConstruct, keys: string[]): void {
  const expected = keys.includes('tls.crt') ? TLS_KEYS : ISTIO_KEYS;
  const missing = expected.filter((key) => !keys.includes(key));
  if (missing.length > 0) {
    fail(place, `the Secret of ${placeOf(source)} lacks ${oneOf(missing).replace(' or ', ' and ')}, without which istiod does not start`,
      `give it ${ISTIO_KEYS.join(', ')}, or ${TLS_KEYS.join(', ')}`);
  }
}

const kindOf = (key: string) => key.slice(key.indexOf('/') + 1);
