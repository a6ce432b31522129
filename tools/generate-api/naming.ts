/** `STRICT_DNS` and `IfNotPresent` as members of an enum: `STRICT_DNS`, `IF_NOT_PRESENT`. */
export function memberName(value: string): string {
  if (value === '*') return 'ANY';
  const words = /[a-z]/.test(value) ? value.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2') : value;
  const name = words.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new Error(`the value '${value}' makes no name of an enum member`);
  return name;
}

/** The longest name of a type; a deeper path leaves out its outermost messages. */
export const LONGEST_NAME = 60;
/** Messages whose own messages are named from there on: their full paths would be too long. */
const SHORT_ROOTS = [/^MeshConfig\.(?=ExtensionProvider\b)/];

/** The path of a message in its package (`ConnectionPoolSettings.TCPSettings`) as a type's name. */
export function typeName(path: string): string {
  const short = SHORT_ROOTS.reduce((rest, root) => rest.replace(root, ''), path);
  const name = short.replace(/[._]/g, '');
  if (name.length > LONGEST_NAME) return typeName(short.slice(short.indexOf('.') + 1));
  // jsii wants PascalCase: one name of capitals only does not pass.
  return /^[A-Z]+$/.test(name) ? name[0] + name.slice(1).toLowerCase() : name;
}

const SPELLING: Record<string, string> = {
  tls: 'TLS', mtls: 'mTLS', http: 'HTTP', http2: 'HTTP/2', http10: 'HTTP/1.0', https: 'HTTPS', tcp: 'TCP', udp: 'UDP', grpc: 'gRPC', ca: 'CA',
  jwt: 'JWT', jwks: 'JWKS', uri: 'URI', uris: 'URIs', url: 'URL', sni: 'SNI', dns: 'DNS', ip: 'IP', ips: 'IPs', cidr: 'CIDR', id: 'ID', api: 'API',
  crl: 'CRL', san: 'SAN', cors: 'CORS', istio: 'Istio', envoy: 'Envoy', vm: 'VM', rbac: 'RBAC', xds: 'xDS', ttl: 'TTL', otel: 'OpenTelemetry',
  zipkin: 'Zipkin', lightstep: 'Lightstep', datadog: 'Datadog', skywalking: 'SkyWalking', prometheus: 'Prometheus',
  opencensus: 'OpenCensus', als: 'ALS', wasm: 'Wasm', lua: 'Lua', oidc: 'OIDC', acme: 'ACME', lb: 'LB', uid: 'UID', sds: 'SDS', qat: 'QAT',
  kubernetes: 'Kubernetes', pem: 'PEM', opentelemetry: 'OpenTelemetry', stackdriver: 'Stackdriver', spiffe: 'SPIFFE', otlp: 'OTLP', spki: 'SPKI', dynatrace: 'Dynatrace', cryptomb: 'CryptoMB',
};

/** A name in words: `caCertificates` is `CA certificates`, `HTTPMatchRequest` is `HTTP match request`. */
export function inWords(name: string): string {
  const parts = name.replace(/^HTTPURL/, 'HTTPUrl').replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').replace(/_/g, ' ');
  const text = parts.split(' ').filter(Boolean).map((word) => SPELLING[word.toLowerCase()] ?? word.toLowerCase()).join(' ');
  return /^[a-z]+[A-Z]/.test(text) ? text : text[0].toUpperCase() + text.slice(1);
}

/** The path of a nested message in words: `Headers.HeaderOperations` is `Header operations of headers`. */
export function pathInWords(path: string): string {
  const [last, parent] = path.split('.').reverse();
  return parent ? `${inWords(last)} of ${lowered(inWords(parent))}` : inWords(last);
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !Object.values(SPELLING).includes(text.split(' ')[0]) ? text[0].toLowerCase() + text.slice(1) : text;
}
