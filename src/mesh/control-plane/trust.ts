import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { TrustOptions } from '../trust-options';
import { Rule } from './rbac-rules';

/** The one bundle that istiod keeps. */
const BUNDLE = 'istio.io:istiod-ca:root-cert';
const DEFAULT_AUDIENCE = 'istio-ca';

/** What istiod, proxies and node agents have to agree on to trust each other. */
export interface Trust {
  readonly tokenAudience: string;
  readonly rootCertConfigMap?: string;
  readonly crlConfigMap?: string;
  /** The ClusterTrustBundle that has the root certificate, in place of a ConfigMap. */
  readonly clusterTrustBundle?: string;
  /** What istiod has to know of it. */
  readonly env: Readonly<Record<string, string>>;
  readonly rules: Rule[];
}

export function trustOf(place: IConstruct, options: TrustOptions): Trust {
  const { rootCertConfigMap, crlConfigMap, clusterTrustBundle = false, tokenAudience = DEFAULT_AUDIENCE } = options;
  if (clusterTrustBundle && rootCertConfigMap !== undefined) {
    fail(place, `trust has clusterTrustBundle and rootCertConfigMap '${rootCertConfigMap}', one of them has the root certificate`, 'leave out one of them');
  }
  if (!/^[^\s,]+$/.test(tokenAudience)) fail(place, `trust.tokenAudience '${tokenAudience}' is not an audience (text without blanks and commas)`, "write e.g. 'istio-ca'");
  return {
    tokenAudience,
    rootCertConfigMap: rootCertConfigMap === undefined ? undefined : dnsName(place, 'trust.rootCertConfigMap', rootCertConfigMap),
    crlConfigMap: crlConfigMap === undefined ? undefined : dnsName(place, 'trust.crlConfigMap', crlConfigMap),
    clusterTrustBundle: clusterTrustBundle ? BUNDLE : undefined,
    env: {
      ...(rootCertConfigMap && { PILOT_CA_CERT_CONFIGMAP: rootCertConfigMap }),
      ...(crlConfigMap && { PILOT_CRL_CONFIGMAP: crlConfigMap }),
      ...(clusterTrustBundle && { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' }),
      ...(tokenAudience !== DEFAULT_AUDIENCE && { TOKEN_AUDIENCES: tokenAudience }),
    },
    rules: clusterTrustBundle ? BUNDLE_RULES : [],
  };
}

const BUNDLE_RULES: Rule[] = [
  { apiGroups: ['certificates.k8s.io'], resources: ['clustertrustbundles'], verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'] },
  { apiGroups: ['certificates.k8s.io'], resources: ['signers'], resourceNames: ['istio.io/istiod-ca'], verbs: ['attest'] },
];
