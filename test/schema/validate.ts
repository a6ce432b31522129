import { ValidateFunction } from 'ajv';
import { errorText } from './error-text';
import { messageValidator, validatorOf } from './schemas';

interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/**
 * The mistakes of an emitted object against the schema of its kind, none if it is right: Istio's kinds, the Gateway API's, Kubernetes' own and CRDs.
 * A field that the schema does not know is a mistake at every level, and so is a kind without a schema.
 */
export function validateObject(manifest: unknown): string[] {
  const { apiVersion, kind, metadata } = (manifest ?? {}) as Manifest;
  const place = `${kind ?? 'object'} '${[metadata?.namespace, metadata?.name].filter(Boolean).join('/')}'`;
  const validate = validatorOf(`${apiVersion}/${kind}`);
  if (!validate) return [`${place}: there is no schema for the kind ${kind} of ${apiVersion}; add it to tools/imports`];
  return mistakes(place, validate, manifest);
}

/** The mistakes of a message of Istio's protos, e.g. of the mesh config: `validateMessage('istio.mesh.v1alpha1.MeshConfig', config)`. */
export function validateMessage(message: string, value: unknown): string[] {
  return mistakes(message.split('.').pop() as string, messageValidator(message), value);
}

function mistakes(place: string, validate: ValidateFunction, value: unknown): string[] {
  // Twice: the first run sets the defaults of the schema, the second checks with them, as the API server does.
  const copy = structuredClone(value);
  validate(copy);
  validate(copy);
  return (validate.errors ?? []).map((error) => `${place}: ${errorText(error)}`);
}
