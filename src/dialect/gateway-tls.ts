import { gatewayapi, networking } from '../api';
import { Gaps, refuse, refuseGaps } from './gap';

const MODE = networking.ServerTLSSettingsTLSmode;
const { TERMINATE, PASSTHROUGH } = gatewayapi.TLSModeType;

const FILES = { feature: 'certificates in files', instead: 'put them into a Secret, or use Dialect.ISTIO' };
const FINGERPRINTS = { feature: 'fingerprints of clients', instead: 'use Dialect.ISTIO' };

type Mapped = 'httpsRedirect' | 'mode' | 'credentialName' | 'credentialNames' | 'caCertCredentialName' | 'cipherSuites' | 'insecureSkipVerify';

const GAPS: Gaps<networking.ServerTLSSettings, Mapped> = {
  serverCertificate: FILES,
  privateKey: FILES,
  caCertificates: FILES,
  tlsCertificates: FILES,
  caCrl: { feature: 'revoked certificates in a file', instead: 'put them into the Secret of the CA, as ca.crl, or use Dialect.ISTIO' },
  subjectAltNames: { feature: 'subjectAltNames of clients', instead: 'let an authorization policy check them, or use Dialect.ISTIO' },
  verifyCertificateSpki: FINGERPRINTS,
  verifyCertificateHash: FINGERPRINTS,
  minProtocolVersion: { feature: 'minVersion', instead: `say it for the mesh, in meshConfig's tlsDefaults, or use Dialect.ISTIO` },
  maxProtocolVersion: { feature: 'maxVersion', instead: 'use Dialect.ISTIO' },
};

/** istiod's own words beside those of the Gateway API. */
const TERMINATE_MODE = 'gateway.istio.io/tls-terminate-mode';
const CIPHER_SUITES = 'gateway.istio.io/tls-cipher-suites';

/** How a listener ends TLS. */
export function listenerTls(place: string, tls: networking.ServerTLSSettings | undefined): gatewayapi.ListenerTLSConfig | undefined {
  if (!tls || tls.httpsRedirect) return undefined;
  refuseGaps(place, tls, GAPS);
  if (tls.mode === MODE.AUTO_PASSTHROUGH) refuse(place, 'autoPassthrough', 'use Dialect.ISTIO');
  if (tls.mode === MODE.PASSTHROUGH) return { mode: PASSTHROUGH };
  const names = tls.credentialNames ?? (tls.credentialName === undefined ? [] : [tls.credentialName]);
  const options = tlsOptions(tls);
  return {
    mode: TERMINATE,
    certificateRefs: names.length > 0 ? names.map((name) => ({ group: '', kind: 'Secret', name })) : undefined,
    options: Object.keys(options).length > 0 ? options : undefined,
  };
}

/** What a gateway wants of clients that come in at a port; nothing where the certificates of the listener say it. */
export function clientValidation(
  place: string, tls: networking.ServerTLSSettings, namespace: string,
): gatewayapi.FrontendTLSValidation | undefined {
  const { mode, caCertCredentialName, insecureSkipVerify } = tls;
  if (insecureSkipVerify && !(mode === MODE.OPTIONAL_MUTUAL && caCertCredentialName)) {
    refuse(place, 'insecureSkipVerify without a CA, or with certificates that clients must have', 'use GatewayTls.optionalMutual with a clientCa, or Dialect.ISTIO');
  }
  if (caCertCredentialName === undefined) return undefined;
  const { ALLOW_VALID_ONLY, ALLOW_INSECURE_FALLBACK } = gatewayapi.FrontendValidationModeType;
  return {
    caCertificateRefs: [caReference(caCertCredentialName, namespace)],
    mode: insecureSkipVerify ? ALLOW_INSECURE_FALLBACK : ALLOW_VALID_ONLY,
  };
}

/** Without a CA of its own, the one in the Secret of the certificate decides on clients, which only istiod knows how to say. */
function tlsOptions(tls: networking.ServerTLSSettings): { [name: string]: string } {
  const { mode, cipherSuites, caCertCredentialName, insecureSkipVerify } = tls;
  const named = mode === MODE.ISTIO_MUTUAL
    || (mode === MODE.MUTUAL && !caCertCredentialName) || (mode === MODE.OPTIONAL_MUTUAL && !insecureSkipVerify);
  return {
    ...named && { [TERMINATE_MODE]: mode },
    ...cipherSuites && { [CIPHER_SUITES]: cipherSuites.join(',') },
  };
}

const CONFIG_MAP = /^configmap:\/\/([^/]+)\/(.+)$/;

function caReference(credential: string, namespace: string): gatewayapi.ObjectReference {
  const [, from, name] = CONFIG_MAP.exec(credential) ?? [];
  if (name === undefined) return { group: '', kind: 'Secret', name: credential };
  return { group: '', kind: 'ConfigMap', name, namespace: from === namespace ? undefined : from };
}
