import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { checkedLabels } from '../ground/labels';

/** Labels that select Pods: at least one, each name and value as Kubernetes allows them. Returns a copy. */
export function labelSelector(
  place: IConstruct | string, what: string, labels: { readonly [key: string]: string },
): { [key: string]: string } {
  if (Object.keys(labels).length === 0) {
    fail(place, `${what} is empty, at least one label is needed`, `name the label that the Pods carry, e.g. { app: 'reviews' }`);
  }
  return checkedLabels(place, what, labels);
}

/** A selector as an error names it, and the same for the same labels: `app=reviews,version=v1`. */
export function selectorText(labels: { readonly [key: string]: string }): string {
  return Object.keys(labels).sort().map((name) => `${name}=${labels[name]}`).join(',');
}
