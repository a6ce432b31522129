import { mesh } from '../../api';

/** Whether a selector of Kubernetes finds something with these labels. */
export function matches({ matchLabels = {}, matchExpressions = [] }: mesh.LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(({ key = '', operator, values = [] }) => {
      const found = labels[key];
      if (operator === 'Exists') return found !== undefined;
      if (operator === 'DoesNotExist') return found === undefined;
      return (operator === 'In') === (found !== undefined && values.includes(found));
    });
}
