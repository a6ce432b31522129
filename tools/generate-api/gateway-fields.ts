import { Schema } from '../imports/schema';
import { codes } from './doc-text';
import { Found } from './gateway-types';
import { ApiType } from './model';

const SCALARS: Record<string, ApiType['of']> = { string: 'string', bool: 'boolean', int: 'number', int32: 'number', int64: 'number', uint16: 'number', uint32: 'number' };
const WORDS: Record<string, [one: string, many: string]> = {
  string: ['text', 'texts'], number: ['whole number', 'whole numbers'], boolean: ['true or false', 'switches'],
};
const LONGEST_VALUES = 90;

export function fieldTypeOf(found: Found, schema: Schema, module: string): ApiType {
  if (found.struct || isEnum(found, schema)) return { of: { module, name: found.name }, is: found.is };
  return { of: scalarOf(found), is: found.is };
}

/** What kind of value a field takes. */
export function fieldWord(found: Found, schema: Schema): string[] {
  if (found.struct) return found.is ? [found.is === 'list' ? `list of \`${found.name}\`` : `\`${found.name}\` by key`] : [];
  if (schema.enum && schema.type === 'string') {
    const values = codes(schema.enum as string[]);
    const what = values.length <= LONGEST_VALUES ? `one of ${values}` : `\`${found.name}\``;
    return [found.is === 'list' ? `list, each ${what}` : what];
  }
  const [one, many] = found.name === 'Duration' ? ['duration such as `5s`', 'durations such as `5s`'] : WORDS[scalarOf(found) as string];
  if (found.is === 'list') return [`list of ${many}`];
  return [found.is === 'map' ? `${many} by key` : one];
}

/** A closed set of values under a name of its own. */
export function isEnum(found: Found, schema: Schema): boolean {
  return schema.enum !== undefined && found.scalar === 'string' && found.name !== 'string';
}

function scalarOf(found: Found): ApiType['of'] {
  const type = SCALARS[found.scalar ?? ''];
  if (!type) throw new Error(`the Gateway API has a scalar ${found.scalar} (${found.name}) that is not known here`);
  return type;
}
