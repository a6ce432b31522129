import { ErrorObject } from 'ajv';

/** A mistake with its JSON path: `spec.http[0].rout is not a known field`. */
export function errorText({ keyword, instancePath, params, message }: ErrorObject): string {
  const path = pathText(instancePath);
  if (keyword === 'additionalProperties') return `${joined(path, params.additionalProperty as string)} is not a known field`;
  if (keyword === 'required') return `${joined(path, params.missingProperty as string)} is missing`;
  if (keyword === 'enum') return `${path} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
  return `${path || 'the object'} ${message}`;
}

function pathText(pointer: string): string {
  const names = pointer.split('/').slice(1).map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));
  return names.reduce(joined, '');
}

function joined(path: string, name: string): string {
  if (/^\d+$/.test(name)) return `${path}[${name}]`;
  if (!/^[\w$]+$/.test(name)) return `${path}['${name}']`;
  return path ? `${path}.${name}` : name;
}
