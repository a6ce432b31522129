import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Go struct: the structs it embeds, and its fields' types by JSON name. */
export interface GoStruct {
  readonly embeds?: string[];
  readonly fields: Record<string, string>;
}

/** The Go types of one package by name: a struct, or the type that a name stands for. */
export type GoTypes = Record<string, GoStruct | string>;

const STRUCT = /^type (\w+) struct \{\n([\s\S]*?)^\}/gm;
const NAMED = /^type (\w+) =? ?([\w.[\]*]+)$/gm;
const GROUPED = /^\t(\w+) += (v\d\w*\.\w+)$/gm;
const FIELD = /^\t(\w+)\s+(\S+)\s+`json:"([\w-]+)[^`]*`$/;
const EMBEDDED = /^\t([\w.]+)\s+`json:",inline"`$/;

/** The types of a package's `*_types.go` files. Comments are not read. */
export function goTypesOf(folder: string): GoTypes {
  const types: GoTypes = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('_types.go')).sort()) {
    const source = readFileSync(join(folder, file), 'utf8').replace(/^\s*\/\/.*\n/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name, body] of source.matchAll(STRUCT)) types[name] = structOf(body);
    for (const [, name, type] of [...source.matchAll(NAMED), ...source.matchAll(GROUPED)]) types[name] = type;
  }
  return types;
}

function structOf(body: string): GoStruct {
  const embeds: string[] = [];
  const fields: Record<string, string> = {};
  for (const line of body.split('\n')) {
    const embedded = EMBEDDED.exec(line);
    const field = FIELD.exec(line);
    if (embedded && !embedded[1].startsWith('metav1.')) embeds.push(embedded[1]);
    if (field) fields[field[3]] = field[2].replace(/^\*/, '');
  }
  return embeds.length > 0 ? { embeds, fields } : { fields };
}
