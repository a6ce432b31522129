import { IConstruct } from 'constructs';
import { fail, oneOf } from '../../ground/fail';
import { nearest } from '../../ground/suggestion';
import { Field, Protos } from './protos';
import { SCALARS } from './scalars';

const REFERENCE = 'https://istio.io/latest/docs/reference/config/';

/** Checks a value in its JSON form against a message of Istio: names, types, ranges, enums, durations, and that of alternatives only one is said. */
export class MessageCheck {
  public constructor(private readonly place: IConstruct, private readonly protos: Protos) {}

  /** `path` names the value in errors. */
  public check(path: string, message: string, value: unknown): void {
    if (!isObject(value)) this.refuse(path, value, 'an object', '{ … }');
    const { fields } = this.protos.messages[message];
    const said = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
    for (const [key, item] of said) {
      const field = fields[key];
      if (!field) this.unknown(path, message, key);
      this.field(`${path}.${key}`, field, item);
    }
    const keys = said.map(([key]) => key);
    this.alternatives(path, fields, keys);
    const missing = Object.keys(fields).find((key) => fields[key].required && !keys.includes(key));
    if (missing !== undefined) fail(this.place, `${path} has no '${missing}', which is required`, 'add it');
  }

  private field(path: string, { type, is }: Field, value: unknown): void {
    if (is === 'list') {
      if (!Array.isArray(value)) this.refuse(path, value, 'a list', '[ … ]');
      value.forEach((item, i) => this.item(`${path}[${i}]`, type, item));
    } else if (is === 'map') {
      if (!isObject(value)) this.refuse(path, value, 'an object', '{ … }');
      for (const [key, item] of Object.entries(value)) {
        if (item !== undefined) this.item(`${path}.${key}`, type, item);
      }
    } else {
      this.item(path, type, value);
    }
  }

  private item(path: string, type: string, value: unknown): void {
    const scalar = SCALARS[type];
    const choice = this.protos.enums[type];
    if (scalar) {
      if (!scalar.takes(value)) this.refuse(path, value, scalar.allowed, scalar.example);
    } else if (choice) {
      if (typeof value !== 'string' || !choice.values.includes(value)) {
        const near = typeof value === 'string' ? nearest(value, choice.values) : undefined;
        fail(this.place, `${path} is ${text(value)}, ${oneOf(choice.values)} is allowed`, near ? `did you mean '${near}'?` : 'choose one of them');
      }
    } else {
      this.check(path, type, value);
    }
  }

  private alternatives(path: string, fields: Readonly<Record<string, Field>>, keys: string[]): void {
    for (const [i, first] of keys.entries()) {
      const second = keys.slice(i + 1).find((key) => fields[first].oneof !== undefined && fields[key].oneof === fields[first].oneof);
      if (second !== undefined) fail(this.place, `${path} has '${first}' and '${second}', one of them is allowed`, 'leave one of them out');
    }
  }

  private unknown(path: string, message: string, key: string): never {
    const { fields, see } = this.protos.messages[message];
    const near = nearest(key, Object.keys(fields));
    if (near) fail(this.place, `${path} has no setting '${key}'`, `did you mean '${near}'?`);
    const below = Object.keys(fields).find((name) => fields[name].is === undefined && this.protos.messages[fields[name].type]?.fields[key]);
    if (below) fail(this.place, `${path} has no setting '${key}'`, `did you mean '${below}.${key}'?`);
    return fail(this.place, `${path} has no setting '${key}'`, see ? `see ${REFERENCE}${see}` : `it has ${oneOf(Object.keys(fields))}`);
  }

  private refuse(path: string, value: unknown, allowed: string, example: string): never {
    return fail(this.place, `${path} is ${text(value)}, ${allowed} is allowed`, `write e.g. ${example}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? String(value);
}
