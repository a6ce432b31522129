import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { RuleMessages, Schema, without, withoutProse } from './schema';

/** One served version of a kind; its own `schema` only where it differs from the kind's. */
export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly additionalPrinterColumns?: object[];
  readonly subresources?: object;
  readonly schema?: Schema;
}

/** What a CustomResourceDefinition says, without prose. */
export interface Crd {
  readonly group: string;
  readonly scope: string;
  readonly names: { readonly kind: string; readonly plural: string };
  readonly versions: CrdVersion[];
  /** The schema of every version that has none of its own. */
  readonly schema: Schema;
}

interface RawVersion extends CrdVersion { readonly schema: { readonly openAPIV3Schema: Schema } }

/** The CRDs of YAML documents, with the versions that are served. */
export function crdsOf(yaml: string, messages?: RuleMessages): Crd[] {
  return parseAllDocuments(yaml)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    })
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .map(({ spec }) => ({ group: spec.group, scope: spec.scope, names: spec.names, ...versionsOf(spec.versions, messages) }));
}

function versionsOf(all: RawVersion[], messages?: RuleMessages): Pick<Crd, 'versions' | 'schema'> {
  const served = all.filter((version) => version.served);
  const schemas = served.map((version) => withoutProse(version.schema.openAPIV3Schema, messages));
  const versions = served.map((version, index) => {
    const facts = without(version, 'deprecationWarning') as CrdVersion;
    const own = isDeepStrictEqual(schemas[index], schemas[0]) ? undefined : schemas[index];
    return { ...facts, additionalPrinterColumns: columnsOf(version), schema: own };
  });
  return { versions, schema: schemas[0] };
}

function columnsOf(version: CrdVersion): object[] | undefined {
  return version.additionalPrinterColumns?.map((column) => without(column, 'description'));
}
