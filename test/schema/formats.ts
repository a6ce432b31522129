import { isIPv4, isIPv6 } from 'node:net';
import { Format } from 'ajv';

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const whole = (min: number, max: number): Format => ({ type: 'number', validate: (value: number) => Number.isInteger(value) && value >= min && value <= max });

/** The formats of Kubernetes' schemas, and what those of Flagger and Argo Rollouts write there; the API server ignores what it does not know. */
export const FORMATS: Record<string, Format> = {
  'int32': whole(-(2 ** 31), 2 ** 31 - 1),
  'int64': whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  'uint32': whole(0, 2 ** 32 - 1),
  'uint64': whole(0, Number.MAX_SAFE_INTEGER),
  'float': { type: 'number', validate: Number.isFinite },
  'double': { type: 'number', validate: Number.isFinite },
  'byte': BASE64,
  'binary': BASE64,
  'ipv4': isIPv4,
  'ipv6': isIPv6,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  'duration': /^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$|^0$/,
  'string': true,
  'url': true,
  'quantity': /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?$/,
};
