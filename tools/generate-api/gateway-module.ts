import { Crd } from '../imports/crds';
import { Schema } from '../imports/schema';
import { DESCRIPTIONS } from './descriptions';
import { docLine } from './doc-text';
import { FactTable } from './fact-table';
import { fieldTypeOf, fieldWord, isEnum } from './gateway-fields';
import { Found, GatewayTypes } from './gateway-types';
import { Imported } from './imported';
import { ApiEnum, ApiField, ApiInterface, ApiKind, ApiModule } from './model';
import { inWords } from './naming';
import { newestVersion, specOf } from './newest-version';
import { schemaFacts } from './schema-facts';

const MODULE = 'gatewayapi';
const REFERENCE = 'https://gateway-api.sigs.k8s.io/reference/api-spec/main/';

/** The module of the Gateway API: the shapes of its CRDs under the names of its Go types. */
export function gatewayModule({ gatewayApi }: Imported): ApiModule {
  const writer = new GatewayWriter(new GatewayTypes(gatewayApi.packages));
  const kinds = gatewayApi.crds.map((crd) => writer.addKind(crd));
  return { name: MODULE, source: `imports/${gatewayApi.version}`, kinds, ...writer.sorted() };
}

/** A struct and the properties that the CRDs give it. */
interface Shape {
  readonly found: Found;
  readonly schemas: Record<string, Schema>;
  readonly required: string[];
}

class GatewayWriter {
  private readonly shapes = new Map<string, Shape>();
  private readonly enums = new Map<string, ApiEnum>();
  private readonly facts = new FactTable();

  public constructor(private readonly types: GatewayTypes) {}

  public addKind(crd: Crd): ApiKind {
    const { apiVersion, schema } = newestVersion(crd);
    const { spec, required } = specOf(schema);
    const home = crd.group.includes('.x-k8s.') ? 'xv1alpha1' : 'v1';
    const name = crd.names.kind;
    const found = this.types.find(home, `${name.replace(home === 'v1' ? '' : /^X/, '')}Spec`);
    this.addShape(found, spec);
    return {
      name, apiVersion, specRequired: required, spec: { module: MODULE, name: found.name },
      see: seeOf(home, name), doc: describe(name),
    };
  }

  public sorted(): Pick<ApiModule, 'interfaces' | 'enums'> {
    const interfaces = [...this.shapes.values()].map((shape) => this.interfaceOf(shape));
    return { interfaces: byName(interfaces), enums: byName([...this.enums.values()]) };
  }

  private addShape(found: Found, schema: Schema): void {
    const struct = found.struct!;
    for (const embedded of struct.embeds ?? []) this.addShape(this.types.find(found.home, embedded), schema);
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    const own = Object.keys(struct.fields).filter((name) => name in properties);
    const required = (schema.required ?? []) as string[];
    const schemas = Object.fromEntries(own.map((name) => [name, properties[name]]));
    this.keep({ found, schemas, required: own.filter((name) => required.includes(name)) });
    for (const name of own) {
      this.facts.add(`${found.name}.${name}`, schemaFacts(properties[name]));
      this.addValue(this.types.find(found.home, struct.fields[name]), properties[name]);
    }
  }

  private addValue(found: Found, schema: Schema): void {
    const item = itemOf(found, schema);
    if (found.struct) return this.addShape(found, item);
    if (isEnum(found, item)) this.addEnum(found, item.enum as string[]);
  }

  /** One name may stand for fewer values at one place than at another: the enum has them all, the docs of a field say its own. */
  private addEnum({ home, name }: Found, values: string[]): void {
    const known = this.enums.get(name)?.values.map(({ value }) => value) ?? [];
    const all = [...new Set([...known, ...values])].map((value) => ({ value }));
    this.enums.set(name, { name, doc: describe(name), see: seeOf(home, name), values: all });
  }

  private keep(shape: Shape): void {
    const known = this.shapes.get(shape.found.name);
    const outline = (one: Shape) => JSON.stringify([one.found.home, Object.keys(one.schemas), one.required]);
    if (known && outline(known) !== outline(shape)) throw new Error(`two shapes of ${shape.found.name}: ${outline(known)} and ${outline(shape)}`);
    this.shapes.set(shape.found.name, shape);
  }

  private interfaceOf({ found, schemas, required }: Shape): ApiInterface {
    const fields = Object.entries(schemas).map(([name, schema]) => this.fieldOf(found, name, schema, required.includes(name)));
    const [parent] = found.struct?.embeds ?? [];
    return { name: found.name, doc: describe(found.name), see: seeOf(found.home, found.name), extends: parent?.replace(/^\w+\./, ''), fields };
  }

  private fieldOf(owner: Found, name: string, schema: Schema, required: boolean): ApiField {
    const found = this.types.find(owner.home, owner.struct!.fields[name]);
    const item = itemOf(found, schema);
    const description = DESCRIPTIONS[`${MODULE}.${owner.name}.${name}`];
    const facts = [...fieldWord(found, item), ...this.facts.of(`${owner.name}.${name}`), ...required ? ['required'] : []];
    const doc = docLine(description, inWords(name), facts);
    return { name, type: fieldTypeOf(found, item, MODULE), required, doc, default: required ? undefined : defaultOf(schema) };
  }
}

function itemOf(found: Found, schema: Schema): Schema {
  if (found.is === 'list') return schema.items as Schema;
  return found.is === 'map' ? schema.additionalProperties as Schema : schema;
}

function defaultOf({ default: value }: Schema): string {
  if (value === undefined) return '- left to the implementation';
  return typeof value === 'string' ? value || "''" : JSON.stringify(value);
}

function describe(name: string): string {
  return docLine(DESCRIPTIONS[`${MODULE}.${name}`], inWords(name), []);
}

function seeOf(home: string, name: string): string | undefined {
  return home === 'metav1' ? undefined : `${REFERENCE}${home === 'v1' ? 'spec' : 'specx'}/#${name.toLowerCase()}`;
}

function byName<T extends { readonly name: string }>(items: T[]): T[] {
  return items.sort((a, b) => a.name < b.name ? -1 : 1);
}
