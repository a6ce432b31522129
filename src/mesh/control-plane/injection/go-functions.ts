type Texts = Readonly<Record<string, string>>;
type GoFunction = (...terms: any[]) => unknown;

/** The functions of the template language that our templates of pods use: Go's own, Sprig's and istiod's. */
export const GO_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  and: (...terms) => firstOf(terms, (term) => !truthOf(term)),
  or: (...terms) => firstOf(terms, truthOf),
  not: (term) => !truthOf(term),
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  index: (values: Texts, key: string) => values[key] ?? '',
  print: textOf,
  printf: (format: string, ...terms) => format.replace(/%[v%]/g, (sign) => (sign === '%%' ? '%' : textOf(terms.shift()))),

  append: (list: unknown[], item) => [...list, item],
  coalesce: (...terms) => terms.find(truthOf),
  compact: (list: unknown[]) => list.filter(truthOf),
  default: (otherwise, value) => (truthOf(value) ? value : otherwise),
  first: (list: unknown[]) => list[0],
  int64: Number,
  join: (separator: string, list: unknown[]) => list.map(textOf).join(separator),
  list: (...terms) => terms,
  lower: (text: string) => text.toLowerCase(),
  set: (map: object, key: string, value) => ({ ...map, [key]: value }),
  ternary: (yes, no, condition) => (condition ? yes : no),
  toJson: (value) => JSON.stringify(value),
  trimAll: trimmed,
  trunc: (length: number, text: string) => text.slice(0, length),

  annotation: (object: { Annotations: Texts }, name: string, otherwise) => object.Annotations[name] ?? textOf(otherwise),
  appendMultusNetwork: withNetwork,
  contains: (part: string, text: string) => text.includes(part),
  excludeInboundPort: withPort,
  fromJSON: (text: string) => JSON.parse(text),
  isset: (values: Texts, key: string) => key in values,
  omit: (values: Texts, ...keys: string[]) => Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key))),
  otelResourceAttributes,
  protoToJSON: (config: { JSON: object }) => JSON.stringify(config.JSON),
};

/** What counts as true in the template language. */
export function truthOf(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A value as text. */
export function textOf(value: unknown): string {
  return String(value ?? '');
}

/** The first term for which it holds, else the last. */
function firstOf(terms: unknown[], holds: (term: unknown) => boolean): unknown {
  const found = terms.findIndex(holds);
  return terms[found < 0 ? terms.length - 1 : found];
}

function trimmed(characters: string, text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && characters.includes(text[start])) start++;
  while (start < end && characters.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

/** With the agent's port, which the kubelet must reach. */
function withPort(port: string, ports: string): string {
  const all = ports.split(',').map((each) => each.trim()).filter(Boolean);
  return port === '' || port === '0' || all.includes(port) ? ports : [...all, port].join(',');
}

/** Multus takes names, or a list of JSON. */
function withNetwork(given: string, network: string): string {
  if (given === '') return network;
  if (!given.includes(']')) return given.split(',').some((each) => each.trim() === network) ? given : `${given}, ${network}`;
  const [namespace, name] = network.split('/');
  const networks = JSON.parse(given) as { name: string; namespace?: string }[];
  return networks.some((each) => each.name === name && each.namespace === namespace) ? given : JSON.stringify([...networks, { name, namespace }]);
}

interface MeshProviders {
  readonly extensionProviders?: readonly { readonly opentelemetry?: { readonly serviceAttributeEnrichment?: string } }[];
}

/** What OpenTelemetry wants to know of a service, if a provider of the mesh asks for it. */
function otelResourceAttributes(
  mesh: MeshProviders, annotations: Texts, labels: Texts, namespace: string, containers: readonly { name: string; image: string }[],
): string {
  const asked = mesh.extensionProviders?.some(({ opentelemetry }) => opentelemetry?.serviceAttributeEnrichment === 'OTEL_SEMANTIC_CONVENTIONS');
  if (!asked) return '';
  const said = (name: string) => annotations[`resource.opentelemetry.io/${name}`];
  const instance = containers.length > 0 ? `${namespace}.$(POD_NAME).${containers[0].name}` : '';
  const attributes = {
    'service.namespace': said('service.namespace') || namespace,
    'service.version': said('service.version') || labels['app.kubernetes.io/version'] || (containers.length === 1 ? versionOf(containers[0].image) : ''),
    'service.instance.id': said('service.instance.id') || instance,
  };
  return Object.entries(attributes).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`).join(',');
}

/** The tag and digest of an image, as far as it has them. */
function versionOf(image: string): string {
  const [name, digest] = image.split('@');
  const tag = /:([^/]*)$/.exec(name)?.[1];
  return [tag, digest].filter(Boolean).join('@');
}
