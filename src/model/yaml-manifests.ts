import { isPlainObject, listOf, objectOf, PlainObject, textOf } from './plain';
import { FieldPath, Lines, Origin, Position } from './position';
import { Resource } from './resource';
import { InputProblem } from './unusable-input';
import { documentsOf, offsetOf, YamlDocument } from './yaml-text';

/** What a text holds. */
export interface YamlManifests {
  readonly resources: Resource[];
  readonly problems: InputProblem[];
}

/** The objects of a YAML or JSON text: of all its documents, and of the lists among them. */
export function manifestsOfText(text: string, file: string): YamlManifests {
  const [resources, problems]: [Resource[], InputProblem[]] = [[], []];
  const lines = new Lines(file, text);
  for (const document of documentsOf(text)) {
    if (document.problem) {
      problems.push({ problem: `this is no YAML: ${document.problem.text}`, cure: 'correct it', position: lines.at(document.problem.offset) });
      continue;
    }
    const whole = new YamlOrigin(text, document, lines, []);
    for (const { value, path } of listed(document.value, [])) {
      const origin = path.length > 0 ? new YamlOrigin(text, document, lines, path) : whole;
      const problem = problemOf(value);
      if (problem === undefined) resources.push(new Resource(value as PlainObject, origin));
      else problems.push({ problem, cure: 'give Kubernetes objects only', position: origin.positionOf([]) });
    }
  }
  return { resources, problems };
}

/** The object itself, or the items of a `List`. */
function listed(value: unknown, path: FieldPath): { readonly value: unknown; readonly path: FieldPath }[] {
  const { kind, items, apiVersion } = objectOf(value);
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [{ value, path }];
  const ofItems = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return listOf(items).flatMap((item, i) => listed(isPlainObject(item) ? { ...ofItems, ...item } : item, [...path, 'items', i]));
}

function problemOf(value: unknown): string | undefined {
  if (!isPlainObject(value)) return `this is ${Array.isArray(value) ? 'a list' : `the ${typeof value} ${JSON.stringify(value)}`}, no Kubernetes object`;
  const missing = ['apiVersion', 'kind'].filter((field) => textOf(value[field]) === undefined);
  return missing.length > 0 ? `this object has no ${missing.join(' and no ')}` : undefined;
}

/** Keeps the text instead of a tree of it: positions are asked for seldom, and the trees of a large mesh would fill the memory. */
class YamlOrigin implements Origin {
  constructor(
    private readonly text: string, private readonly document: YamlDocument, private readonly lines: Lines, private readonly item: FieldPath,
  ) {}

  positionOf(path: FieldPath): Position {
    const { start, end } = this.document;
    return this.lines.at(start + offsetOf(this.text.slice(start, end), [...this.item, ...path]));
  }
}
