/** What a scalar may be: a test, and the words of an error. */
export interface Scalar {
  readonly allowed: string;
  readonly example: string;
  takes(value: unknown): boolean;
}

const text: Scalar = { allowed: 'a text', example: "'x'", takes: (value) => typeof value === 'string' };
const truth: Scalar = { allowed: 'true or false', example: 'true', takes: (value) => typeof value === 'boolean' };
const number: Scalar = { allowed: 'a number', example: '0.5', takes: (value) => typeof value === 'number' && Number.isFinite(value) };
const int32 = whole(-(2 ** 31), 2 ** 31 - 1);
const uint32 = whole(0, 2 ** 32 - 1);
const int64 = whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const uint64 = whole(0, Number.MAX_SAFE_INTEGER);
const anything: Scalar = { allowed: 'any value', example: '{}', takes: () => true };
const object: Scalar = { allowed: 'an object', example: '{}', takes: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) };
/** protojson knows no minutes: where istiod finds one, it keeps the config it had, which at its start is none. */
const duration: Scalar = {
  allowed: "seconds with 's' after them", example: "'5s' or '0.25s'", takes: (value) => typeof value === 'string' && /^-?(0|[1-9]\d{0,11})(\.\d{1,9})?s$/.test(value),
};
const timestamp: Scalar = {
  allowed: 'a time', example: "'2030-01-01T00:00:00Z'", takes: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
};
const bytes: Scalar = { allowed: 'Base64', example: "'aXN0aW8='", takes: (value) => typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value) };

/** By the names of protobuf's types; those of wrappers may be left out, which their value tells from its zero. */
export const SCALARS: Readonly<Record<string, Scalar>> = {
  'string': text, 'bool': truth, 'bytes': bytes, 'double': number, 'float': number, int32, uint32, int64, uint64,
  'google.protobuf.StringValue': text,
  'google.protobuf.BoolValue': truth,
  'google.protobuf.DoubleValue': number,
  'google.protobuf.FloatValue': number,
  'google.protobuf.Int32Value': int32,
  'google.protobuf.UInt32Value': uint32,
  'google.protobuf.Int64Value': int64,
  'google.protobuf.UInt64Value': uint64,
  'google.protobuf.Duration': duration,
  'google.protobuf.Timestamp': timestamp,
  'google.protobuf.Struct': object,
  'google.protobuf.Value': anything,
};

function whole(least: number, most: number): Scalar {
  return {
    allowed: `a whole number from ${least} to ${most}`, example: '1',
    takes: (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  };
}
