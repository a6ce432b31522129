import { parse } from 'yaml';

/** They name a release of Helm, and the version of its chart. */
const HELM_LABELS = [
  'helm.sh/chart', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/instance', 'app.kubernetes.io/version', 'release',
  'install.operator.istio.io/owning-resource',
];

/** The lists in which the order means nothing, and what tells their items from each other. */
const UNORDERED: Record<string, (item: any) => string> = {
  env: ({ name }) => name,
  volumes: ({ name }) => name,
  volumeMounts: ({ mountPath }) => mountPath,
  ports: ({ name, port }) => name ?? port,
  matchExpressions: ({ key, operator }) => `${key} ${operator}`,
  metrics: ({ resource }) => resource.name,
};

/** Amounts of resources: `2` and `'2'` are the same. */
const QUANTITIES = ['requests', 'limits'];

/** What Kubernetes and istiod take of an object, in a form in which equal things look equal. */
export function comparableObject(object: any): object {
  const { data, rules, spec, ...rest } = object;
  return {
    ...plain(rest) as object,
    ...data && { data: Object.fromEntries(Object.entries<string>(data).map(([key, text]) => [key, plain(parse(text))])) },
    ...rules && { rules: Object.fromEntries(rules.flatMap(rights).map((right: string) => [right, 'allowed'])) },
    ...spec && { spec: object.kind === 'CustomResourceDefinition' ? schemaOnly(spec) : plain(spec) },
  };
}

/** A rule of a role, taken apart into single rights. */
function rights({ apiGroups = [''], resources = [], resourceNames = ['*'], nonResourceURLs = [], verbs }: any): string[] {
  return verbs.flatMap((verb: string) => [
    ...nonResourceURLs.map((url: string) => `${verb} ${url}`),
    ...apiGroups.flatMap((group: string) => resources.flatMap((resource: string) => (
      resourceNames.map((name: string) => `${verb} ${resource}.${group} ${name}`)
    ))),
  ]);
}

/** Without what is empty: neither Kubernetes nor istiod tells it from what is missing. */
function plain(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item));
    if (items.length === 0) return undefined;
    return UNORDERED[key] && items.every(isMap) ? Object.fromEntries(items.map((item) => [UNORDERED[key](item), item])) : items;
  }
  if (!isMap(value)) return value ?? undefined;
  const entries = Object.entries(value)
    .filter(([name]) => !(key === 'labels' && HELM_LABELS.includes(name)))
    .map(([name, item]) => [name, QUANTITIES.includes(key) ? String(item) : plain(item, name)])
    .filter(([, item]) => item !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A CustomResourceDefinition without what people read of it: descriptions and the texts of messages. */
function schemaOnly(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => schemaOnly(item));
  if (!isMap(value)) return key === 'message' ? 'a message' : value;
  const entries = Object.entries(value).filter(([name, item]) => !(name === 'description' && typeof item === 'string'));
  return Object.fromEntries(entries.map(([name, item]) => [name, schemaOnly(item, name)]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
