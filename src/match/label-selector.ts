import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName, labelValue } from '../ground/names';

/** Labels that select Pods: at least one, each name and value as Kubernetes allows them. Returns a copy. */
export function labelSelector(
  place: IConstruct | string, what: string, labels: { readonly [key: string]: string },
): { [key: string]: string } {
  const names = Object.keys(labels);
  if (names.length === 0) fail(place, `${what} is empty, at least one label is needed`, `name the label that the Pods carry, e.g. { app: 'reviews' }`);
  for (const name of names) {
    labelName(place, what, name);
    labelValue(place, `${what} '${name}'`, labels[name]);
  }
  return { ...labels };
}

/** A selector as an error names it, and the same for the same labels: `app=reviews,version=v1`. */
export function selectorText(labels: { readonly [key: string]: string }): string {
  return Object.keys(labels).sort().map((name) => `${name}=${labels[name]}`).join(',');
}

function labelName(place: IConstruct | string, what: string, name: string): void {
  const slash = name.indexOf('/');
  if (slash >= 0) dnsName(place, `the prefix of label '${name}' in ${what}`, name.slice(0, slash));
  const base = name.slice(slash + 1);
  if (base === '') fail(place, `${what} has a label without a name ('${name}')`, 'name the label');
  labelValue(place, `label name in ${what}`, base);
}
