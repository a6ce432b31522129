import { ProtoField, Protos } from '../imports/protos';
import { Schema } from '../imports/schema';
import { FactTable } from './fact-table';
import { exclusionsOf, schemaFacts } from './schema-facts';

/** What the CRDs say about the fields of the protos' messages: ranges, lengths, patterns, fields that exclude each other. */
export class IstioFacts {
  private readonly table = new FactTable();
  private readonly groups = new Map<string, string[][]>();

  public constructor(private readonly protos: Protos) {}

  public addSpec(message: string, schema: Schema): void {
    const fields = this.protos.messages[message]?.fields;
    if (!fields) return;
    this.groups.set(message, exclusionsOf(schema).map((group) => group.filter((name) => name in fields)).filter((group) => group.length > 1));
    for (const [name, field] of Object.entries(fields)) {
      const property = (schema.properties as Record<string, Schema> | undefined)?.[name];
      if (!property) continue;
      this.table.add(`${message}.${name}`, schemaFacts(property));
      this.addSpec(field.type, itemOf(field, property));
    }
  }

  public of(message: string, field: string): string[] {
    return this.table.of(`${message}.${field}`);
  }

  /** The groups of fields of which at most one may be set: oneofs of the proto, and rules of the CRD. */
  public exclusions(message: string): string[][] {
    const { fields } = this.protos.messages[message];
    const oneofs = [...new Set(Object.values(fields).map((field) => field.oneof))].filter((name) => name !== undefined)
      .map((oneof) => Object.keys(fields).filter((name) => fields[name].oneof === oneof));
    const rules = (this.groups.get(message) ?? []).filter((rule) => !oneofs.some((oneof) => rule.every((name) => oneof.includes(name))));
    return [...oneofs, ...rules].filter((group) => group.length > 1);
  }
}

function itemOf(field: ProtoField, schema: Schema): Schema {
  if (field.is === 'list') return (schema.items ?? {}) as Schema;
  return field.is === 'map' ? (schema.additionalProperties ?? {}) as Schema : schema;
}
