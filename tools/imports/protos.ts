import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { Crd } from './crds';
import { ReferencePages } from './reference-pages';

/** A field of a message, under its JSON name. */
export interface ProtoField {
  /** A scalar type, or the full name of a message or enum. */
  readonly type: string;
  /** Whether it is a list, or a map from texts. */
  readonly is?: 'list' | 'map';
  readonly oneof?: string;
  readonly required?: true;
  readonly deprecated?: true;
  /** Left out of the reference pages: not meant for users. */
  readonly hidden?: true;
}

export interface ProtoMessage {
  readonly see?: string;
  readonly fields: Record<string, ProtoField>;
}

export interface ProtoEnum {
  readonly see?: string;
  readonly values: string[];
  readonly deprecated?: string[];
}

export interface Protos {
  /** The message of each kind's spec, by `group/Kind`. */
  readonly kinds: Record<string, string>;
  readonly messages: Record<string, ProtoMessage>;
  readonly enums: Record<string, ProtoEnum>;
}

const FOLDERS = ['networking/v1alpha3', 'networking/v1beta1', 'security/v1beta1', 'telemetry/v1alpha1', 'extensions/v1alpha1', 'mesh/v1alpha1'];
const MESH_MESSAGES = ['istio.mesh.v1alpha1.MeshConfig', 'istio.mesh.v1alpha1.MeshNetworks'];
const WELL_KNOWN = 'google.protobuf.';

/** What the protos of istio.io/api say about the kinds of `crds` and about the mesh config. */
export function protosOf(module: string, crds: Crd[]): Protos {
  const root = load(module);
  const kinds = Object.fromEntries(crds.map(({ group, names }) => [`${group}/${names.kind}`, messageOf(root, group, names.kind)]));
  const reader = new Reader(root, new ReferencePages(module));
  for (const message of [...Object.values(kinds), ...MESH_MESSAGES]) reader.add(message);
  return { kinds, ...reader.sorted() };
}

function load(module: string): protobuf.Root {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => [module, join(module, 'common-protos')].map((base) => join(base, target)).find(existsSync) ?? null;
  const files = FOLDERS.flatMap((folder) => readdirSync(join(module, folder)).filter((file) => file.endsWith('.proto')).sort().map((file) => `${folder}/${file}`));
  root.loadSync(files, { keepCase: true, alternateCommentMode: true, preferTrailingComment: false });
  root.resolveAll();
  return root;
}

function messageOf(root: protobuf.Root, group: string, kind: string): string {
  const packages = FOLDERS.filter((folder) => folder.startsWith(`${group.split('.')[0]}/`)).map((folder) => `istio.${folder.replace('/', '.')}`);
  const found = packages.map((name) => `${name}.${kind}`).find((name) => root.lookup(name));
  if (!found) throw new Error(`no message ${kind} in ${packages.join(', ')}`);
  return found;
}

/** Collects messages and enums with all that they mention. */
class Reader {
  private readonly messages: Record<string, ProtoMessage> = {};
  private readonly enums: Record<string, ProtoEnum> = {};

  public constructor(private readonly root: protobuf.Root, private readonly pages: ReferencePages) {}

  public add(name: string): void {
    if (name in this.messages || name in this.enums) return;
    const type = this.root.lookupTypeOrEnum(name);
    const see = this.see(name);
    if (type instanceof protobuf.Enum) {
      const deprecated = Object.keys(type.values).filter((value) => type.valuesOptions?.[value]?.deprecated);
      this.enums[name] = { see, values: Object.keys(type.values), ...deprecated.length > 0 && { deprecated } };
      return;
    }
    const fields = type.fieldsArray;
    this.messages[name] = { see, fields: Object.fromEntries(fields.map((field) => [jsonName(field.name), fieldOf(field)])) };
    for (const { resolvedType } of fields) {
      if (resolvedType && !nameOf(resolvedType).startsWith(WELL_KNOWN)) this.add(nameOf(resolvedType));
    }
  }

  public sorted(): Pick<Protos, 'messages' | 'enums'> {
    return { messages: sorted(this.messages), enums: sorted(this.enums) };
  }

  private see(name: string): string | undefined {
    const [, area, version, ...path] = name.split('.');
    return this.pages.of(`${area}/${version}`, path.join('.'));
  }
}

function fieldOf(field: protobuf.Field): ProtoField {
  const { partOf } = field;
  const oneof = partOf && !partOf.isProto3Optional ? partOf.name : undefined;
  return {
    type: field.resolvedType ? nameOf(field.resolvedType) : field.type,
    ...field.map ? { is: 'map' } : field.repeated ? { is: 'list' } : {},
    ...oneof && { oneof },
    ...isRequired(field) && { required: true },
    ...field.options?.deprecated && { deprecated: true },
    ...field.comment?.includes('$hide_from_docs') && { hidden: true },
  };
}

function isRequired(field: protobuf.Field): boolean {
  return [field.options, field.parsedOptions].some((options) => JSON.stringify(options ?? {}).includes('"REQUIRED"'));
}

function nameOf(type: protobuf.ReflectionObject): string {
  return type.fullName.replace(/^\./, '');
}

/** The name in JSON: protobuf's own rule. */
function jsonName(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function sorted<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => a < b ? -1 : 1));
}
