type Tree = Record<string, any>;

/** By what the items of a pod's lists are told apart; other lists are taken as a whole. */
const KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  resourceClaims: 'name',
  schedulingGates: 'name',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};

/**
 * A pod after a patch, as the API server merges them.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMerge<T extends object>(original: T, patch: object): T {
  const merged: Tree = { ...original };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (isTree(value)) merged[key] = strategicMerge(isTree(merged[key]) ? merged[key] : {}, value);
    else if (Array.isArray(value) && key in KEYS) merged[key] = mergedList(merged[key] ?? [], value, KEYS[key]);
    else merged[key] = value;
  }
  return merged as T;
}

/** Items of the patch keep its order, all others theirs; where both would do, the patch goes first. */
function mergedList(original: Tree[], patch: Tree[], key: string): Tree[] {
  const placeOf = (item: Tree) => original.findIndex((other) => other[key] === item[key]);
  const left = original.filter((item) => !patch.some((other) => other[key] === item[key]));
  const result: Tree[] = [];
  for (const item of patch) {
    const place = placeOf(item);
    while (left.length > 0 && place >= 0 && placeOf(left[0]) < place) result.push(left.shift()!);
    result.push(strategicMerge(place < 0 ? {} : original[place], item));
  }
  return [...result, ...left];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
