import { IConstruct } from 'constructs';
import { fail } from './fail';
import { dnsName, labelValue } from './names';

/** Labels, each name and value as Kubernetes allows them. Returns a copy. */
export function checkedLabels(place: IConstruct | string, what: string, labels: { readonly [key: string]: string }): { [key: string]: string } {
  for (const [name, value] of Object.entries(labels)) {
    labelName(place, what, name);
    labelValue(place, `${what} '${name}'`, value);
  }
  return { ...labels };
}

function labelName(place: IConstruct | string, what: string, name: string): void {
  const slash = name.indexOf('/');
  if (slash >= 0) dnsName(place, `the prefix of label '${name}' in ${what}`, name.slice(0, slash));
  const base = name.slice(slash + 1);
  if (base === '') fail(place, `${what} has a label without a name ('${name}')`, 'name the label');
  labelValue(place, `label name in ${what}`, base);
}
