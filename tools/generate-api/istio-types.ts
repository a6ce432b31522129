import { ProtoField, Protos } from '../imports/protos';
import { codes } from './doc-text';
import { ApiType, TypeName } from './model';
import { typeName } from './naming';

interface Known { readonly of: ApiType['of']; readonly word: string; readonly words?: string; readonly is?: ApiType['is'] }

const TEXT: Known = { of: 'string', word: 'text', words: 'texts' };
const WHOLE: Known = { of: 'number', word: 'whole number', words: 'whole numbers' };
const NUMBER: Known = { of: 'number', word: 'number', words: 'numbers' };
const SWITCH: Known = { of: 'boolean', word: 'true or false' };

const KNOWN: Record<string, Known> = {
  'string': TEXT, 'bool': SWITCH, 'int32': WHOLE, 'uint32': WHOLE, 'int64': WHOLE, 'uint64': WHOLE, 'double': NUMBER, 'float': NUMBER,
  'bytes': { of: 'string', word: 'base64 text' },
  'google.protobuf.Duration': { of: 'string', word: 'duration such as `5s`', words: 'durations such as `5s`' },
  'google.protobuf.Timestamp': { of: 'string', word: 'time such as `2026-01-31T12:00:00Z`' },
  'google.protobuf.Struct': { of: 'object', word: 'object of any form', words: 'objects of any form' },
  'google.protobuf.Value': { of: 'any', word: 'any value', words: 'any values' },
  'google.protobuf.StringValue': TEXT, 'google.protobuf.BoolValue': SWITCH,
  'google.protobuf.Int32Value': WHOLE, 'google.protobuf.UInt32Value': WHOLE, 'google.protobuf.Int64Value': WHOLE, 'google.protobuf.UInt64Value': WHOLE,
  'google.protobuf.DoubleValue': NUMBER, 'google.protobuf.FloatValue': NUMBER,
};
const LONGEST_VALUES = 90;

/** The name that a message or enum has in the API, and its module: the package's area, `types` for `istio.type`. */
export function istioName(fullName: string, protos: Protos): TypeName {
  const [, area, , ...path] = fullName.split('.');
  const suffix = Object.values(protos.kinds).includes(fullName) ? 'Spec' : '';
  return { module: area === 'type' ? 'types' : area, name: typeName(path.join('.')) + suffix };
}

export function istioType(field: ProtoField, protos: Protos): ApiType {
  return { of: KNOWN[field.type]?.of ?? istioName(field.type, protos), is: field.is };
}

/** What kind of value a field takes. */
export function valueFact(field: ProtoField, protos: Protos): string[] {
  const known = KNOWN[field.type];
  if (!known) return namedFact(field, protos);
  if (field.is === 'list') return [`list of ${known.words ?? known.word}`];
  return [field.is === 'map' ? `${known.words ?? known.word} by key` : known.word];
}

function namedFact(field: ProtoField, protos: Protos): string[] {
  const { name } = istioName(field.type, protos);
  const values = protos.enums[field.type]?.values;
  const what = values && codes(values).length <= LONGEST_VALUES ? `one of ${codes(values)}` : `\`${name}\``;
  if (field.is === 'list') return [values && what !== `\`${name}\`` ? `list, each ${what}` : `list of ${what}`];
  if (field.is === 'map') return [`${what} by key`];
  return values ? [what] : [];
}
