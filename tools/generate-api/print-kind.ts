import { ApiKind } from './model';
import { docBlock } from './print-doc';

/** The class of a kind and its props. */
export function printKind({ name, apiVersion, doc, see, spec, specRequired }: ApiKind): string {
  const optional = specRequired ? '' : '?';
  return `${docBlock('', `Metadata and spec of the kind \`${name}\`. Fields that are not listed here pass as they are.`, { see })}
export interface ${name}Props {
  /** Name, namespace, labels and annotations. @default - the name that cdk8s makes of the construct path */
  readonly metadata?: ApiObjectMetadata;
${docBlock('  ', specRequired ? 'What the object says, required.' : 'What the object says.', { default: specRequired ? undefined : '- nothing' })}
  readonly spec${optional}: ${spec.name};
}

${docBlock('', `${doc} The kind \`${name}\` of \`${apiVersion}\`.`, { see })}
export class ${name} extends ApiObject {
  /** The group and version of the kind. */
  public static readonly API_VERSION = '${apiVersion}';
  /** The name of the kind. */
  public static readonly KIND = '${name}';

  public constructor(scope: Construct, id: string, props: ${name}Props${specRequired ? '' : ' = {}'}) {
    super(scope, id, { ...props, apiVersion: ${name}.API_VERSION, kind: ${name}.KIND });
  }
}`;
}
