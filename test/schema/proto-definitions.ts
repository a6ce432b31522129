import { ProtoField, Protos } from '../../tools/imports/protos';
import { Schema } from '../../tools/imports/schema';

const INT32: Schema = { type: 'integer', format: 'int32' };
const UINT32: Schema = { type: 'integer', format: 'uint32' };
const INT64: Schema = { type: 'integer', format: 'int64' };
const UINT64: Schema = { type: 'integer', format: 'uint64' };
const SCALARS: Record<string, Schema> = {
  'string': { type: 'string' }, 'bool': { type: 'boolean' }, 'bytes': { type: 'string', format: 'byte' }, 'double': { type: 'number' }, 'float': { type: 'number' },
  'int32': INT32, 'uint32': UINT32, 'int64': INT64, 'uint64': UINT64,
  'google.protobuf.Duration': { type: 'string', format: 'duration' }, 'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Struct': { type: 'object' }, 'google.protobuf.Value': {},
  'google.protobuf.StringValue': { type: 'string' }, 'google.protobuf.BoolValue': { type: 'boolean' }, 'google.protobuf.DoubleValue': { type: 'number' },
  'google.protobuf.FloatValue': { type: 'number' }, 'google.protobuf.Int32Value': INT32, 'google.protobuf.UInt32Value': UINT32,
  'google.protobuf.Int64Value': INT64, 'google.protobuf.UInt64Value': UINT64,
};

/** Closed definitions of Istio's messages in their JSON form, for what no CRD covers: the mesh config. */
export function protoDefinitions({ messages, enums }: Protos): Record<string, Schema> {
  const closed = Object.entries(messages).map(([name, { fields }]): [string, Schema] => [name, {
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fieldSchema(field)])),
    required: Object.keys(fields).filter((key) => fields[key].required),
    allOf: [{ type: 'object' }, ...oneofs(fields)],
  }]);
  const closedSets = Object.entries(enums).map(([name, { values }]): [string, Schema] => [name, { enum: values }]);
  return Object.fromEntries([...closed, ...closedSets]);
}

function fieldSchema({ type, is }: ProtoField): Schema {
  const item = SCALARS[type] ?? { $ref: `#/definitions/${type}` };
  if (is === 'list') return { type: 'array', items: item };
  return is === 'map' ? { type: 'object', additionalProperties: item } : item;
}

/** At most one field of each group. */
function oneofs(fields: Record<string, ProtoField>): Schema[] {
  const names = Object.keys(fields);
  return names.flatMap((first, index) => names.slice(index + 1)
    .filter((second) => fields[first].oneof !== undefined && fields[first].oneof === fields[second].oneof)
    .map((second) => ({ not: { required: [first, second] } })));
}
