import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field of a message, under its JSON name. */
export interface Field {
  /** A scalar type, or the full name of a message or enum. */
  readonly type: string;
  /** Whether it is a list, or a map from texts. */
  readonly is?: 'list' | 'map';
  readonly oneof?: string;
  readonly required?: true;
}

/** Istio's messages as `imports/` keeps them. */
export interface Protos {
  readonly messages: Readonly<Record<string, { readonly see?: string; readonly fields: Readonly<Record<string, Field>> }>>;
  readonly enums: Readonly<Record<string, { readonly values: readonly string[] }>>;
}

const read = new Map<string, Protos>();

/** The messages of a minor version of Istio, read when they are asked for. */
export function protosOf(minor: string): Protos {
  let protos = read.get(minor);
  if (!protos) {
    protos = JSON.parse(readFileSync(join(__dirname, '../../../imports/istio', minor, 'protos.json'), 'utf8')) as Protos;
    read.set(minor, protos);
  }
  return protos;
}
