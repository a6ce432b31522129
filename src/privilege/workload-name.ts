/** The name of the object for the workloads with these labels: that of the app, or what the labels say. */
export function workloadName(labels: { readonly [key: string]: string }): string {
  const values = Object.keys(labels).sort().map((key) => labels[key]);
  return [...new Set(values)].join('-').toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'workload';
}
