import {
  Composer, Document, DocumentOptions, isAlias, isMap, isScalar, isSeq, Node, Pair, parseDocument, ParseOptions, Parser, SchemaOptions, Tags,
} from 'yaml';
import { FieldPath } from './position';

/** A document of a text: its value, or why it has none. */
export interface YamlDocument {
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
  readonly problem?: { readonly text: string; readonly offset: number };
}

/** What YAML 1.1 has and the API server does not read: dates, base-60 numbers, sets. */
const NOT_READ = ['timestamp', 'binary', 'set', 'omap', 'pairs'].map((tag) => `tag:yaml.org,2002:${tag}`);

/** The YAML that kubectl reads: `yes` and `on` are true, 0777 is octal, `<<` merges. */
const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1', merge: true, prettyErrors: false, logLevel: 'error',
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || !(NOT_READ.includes(tag.tag) || tag.format === 'TIME')),
};

/** How often anchors may be repeated, those within others counted each time: more is no manifest but an attack. */
const MOST_ALIASES = 10_000;

/** The documents of a text, one after the other; empty ones are left out. */
export function* documentsOf(text: string): Generator<YamlDocument> {
  for (const document of new Composer(OPTIONS).compose(new Parser().parse(text))) {
    const [start, , end] = document.range;
    const [error] = document.errors;
    if (error) yield { start, end, problem: { text: error.message, offset: error.pos[0] } };
    else if (!isEmpty(document.contents)) yield { start, end, ...valueOf(document) };
  }
}

function isEmpty(contents: unknown): boolean {
  return contents === null || isScalar(contents) && contents.value === null;
}

function valueOf(document: Document.Parsed): Pick<YamlDocument, 'value' | 'problem'> {
  const offset = document.contents?.range[0] ?? document.range[0];
  try {
    let repeats = false;
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES, onAnchor: (_, count) => { repeats ||= count > 1; } });
    return repeats && isCyclic(value, new Map()) ? { problem: { text: 'an anchor holds an alias of itself', offset } } : { value };
  } catch (error) {
    return { problem: { text: (error as Error).message, offset } };
  }
}

/** @param open Whether a value is being looked into; false once it has been. */
function isCyclic(value: unknown, open: Map<unknown, boolean>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const known = open.get(value);
  if (known !== undefined) return known;
  open.set(value, true);
  const found = Object.values(value).some((inner) => isCyclic(inner, open));
  open.set(value, false);
  return found;
}

/** Where a field stands in the text of one document: its key, or the item of a list; the nearest field around it if it is not there. */
export function offsetOf(text: string, path: FieldPath): number {
  const document = parseDocument(text, OPTIONS);
  let offset = document.contents?.range[0] ?? 0;
  let node: unknown = document.contents;
  for (const step of path) {
    const found = child(document, node, step);
    if (!found) break;
    offset = found.key.range?.[0] ?? offset;
    node = found.value;
  }
  return offset;
}

function child(document: Document.Parsed, node: unknown, step: string | number): { readonly key: Node; readonly value: unknown } | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const item = target.items[Number(step)] as Node | undefined;
    return item && { key: item, value: item };
  }
  if (!isMap(target)) return undefined;
  const pairs = target.items as Pair<Node, unknown>[];
  const own = pairs.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (own) return { key: own.key, value: own.value };
  const merged = pairs.filter(({ key }) => isScalar(key) && (key.value === '<<' || key.source === '<<'));
  return merged.map(({ value }) => child(document, value, step)).find((found) => found !== undefined);
}
