export type Labels = { readonly [key: string]: string };

/** Whether all of the labels that a selector names are there. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
