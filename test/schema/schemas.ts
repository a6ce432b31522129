import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import { Crd } from '../../tools/imports/crds';
import { KubernetesSchemas } from '../../tools/imports/kubernetes';
import { Protos } from '../../tools/imports/protos';
import { Schema } from '../../tools/imports/schema';
import { closedSchema } from './closed-schema';
import { FORMATS } from './formats';
import { kubernetesDefinitions, OBJECT_META } from './kubernetes-definitions';
import { protoDefinitions } from './proto-definitions';

const IMPORTS = join(__dirname, '../../imports');
const kubernetes = read<KubernetesSchemas>('kubernetes/1.36/schemas.json');
const protos = read<Protos>('istio/1.31/protos.json');
const crds = ['istio/1.31', 'gateway-api/1.6', 'cert-manager/1.21', 'flagger/1.44', 'argo-rollouts/1.10']
  .flatMap((folder) => read<{ crds: Crd[] }>(`${folder}/crds.json`).crds);

const NAMED: Schema = { anyOf: [{ required: ['name'] }, { required: ['generateName'] }] };
const METADATA: Schema = { allOf: [{ $ref: `kubernetes#/definitions/${OBJECT_META}` }, NAMED] };
const ENVELOPE = ['apiVersion', 'kind', 'metadata'];

// Patterns are Go's RE2, some of which JavaScript's unicode mode refuses.
const ajv = new Ajv({ strict: false, allErrors: true, useDefaults: true, unicodeRegExp: false, formats: FORMATS });
ajv.addSchema({ definitions: kubernetesDefinitions(kubernetes.definitions) }, 'kubernetes');
ajv.addSchema({ definitions: protoDefinitions(protos) }, 'istio');

const schemas = new Map<string, Schema>([
  ...Object.entries(kubernetes.kinds).map(([kind, name]): [string, Schema] => [kind, coreSchema(name)]),
  ...crds.flatMap(({ group, names, versions, schema }) => versions.map((version): [string, Schema] =>
    [`${group}/${version.name}/${names.kind}`, customSchema(version.schema ?? schema)])),
]);
const validators = new Map<string, ValidateFunction>();

/** All kinds with a schema, by `apiVersion/Kind`. */
export const KINDS = [...schemas.keys()];

/** The validator of a kind; undefined if there is no schema for it. */
export function validatorOf(kind: string): ValidateFunction | undefined {
  const schema = schemas.get(kind);
  return schema && compiled(kind, schema);
}

/** The validator of a message of Istio's protos, e.g. `istio.mesh.v1alpha1.MeshConfig`. */
export function messageValidator(message: string): ValidateFunction {
  return compiled(message, { $ref: `istio#/definitions/${message}` });
}

function compiled(key: string, schema: Schema): ValidateFunction {
  let validator = validators.get(key);
  if (!validator) validators.set(key, validator = ajv.compile(schema));
  return validator;
}

function coreSchema(name: string): Schema {
  return { $ref: `kubernetes#/definitions/${name}`, required: ENVELOPE, properties: { metadata: NAMED } };
}

function customSchema(schema: Schema): Schema {
  const properties = { ...(schema.properties as object), apiVersion: { type: 'string' }, kind: { type: 'string' } };
  const closed = closedSchema({ ...schema, properties }, false);
  const required = [...(schema.required ?? []) as string[], ...ENVELOPE];
  return { ...closed, required, properties: { ...closed.properties as object, metadata: METADATA } };
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(IMPORTS, file), 'utf8')) as T;
}
