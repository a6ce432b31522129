/** Namespaces of whose pods istiod injects none, whatever their labels say. */
export const NEVER_INJECTED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];
