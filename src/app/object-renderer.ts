import {
  ApiObject, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver, Yaml,
} from 'cdk8s';
import { IConstruct } from 'constructs';
import { NotPlain } from './not-plain';
import { isPlainTree } from './plain-tree';
import { PlainMap, Reading } from './reading';
import { Manifest, SynthDocument } from './synth-document';
import { YamlEmitter } from './yaml-emitter';

/** What ApiObject keeps to itself; an object without them is left to its own `toJson()`. */
interface KeptByObject {
  readonly props?: PlainMap & Manifest;
  readonly patches?: readonly unknown[];
}

/** What an object's metadata keeps to itself. */
interface KeptByMetadata {
  readonly _additionalAttributes?: PlainMap;
}

const BUILT_IN_RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];
const AS_IT_IS: Reading = { sortKeys: false, dropNull: false, dropEmpty: false };
const METADATA: Reading = { sortKeys: true, dropNull: true, dropEmpty: true };

/** Prints what `Yaml.stringify` prints of an object's `toJson()`; of a plain object without making that first. */
export class ObjectRenderer {
  private readonly emitter = new YamlEmitter();
  private readonly body: Reading = { sortKeys: !process.env.CDK8S_DISABLE_SORT, dropNull: true, dropEmpty: false };
  private readonly builtInOnly: boolean;

  constructor({ resolvers }: App) {
    this.builtInOnly = resolvers.length === BUILT_IN_RESOLVERS.length
      && BUILT_IN_RESOLVERS.every((builtIn, index) => resolvers[index] instanceof builtIn);
  }

  public render(object: ApiObject): SynthDocument<ApiObject> {
    try {
      return { place: object, manifest: object, yaml: this.plainObject(object) };
    } catch {
      // Rendering it by itself, cdk8s treats what is unusual, or says in its own words what is wrong.
      return this.print(object, object.toJson());
    }
  }

  /** Prints a manifest that something else rendered. */
  public print<P extends IConstruct>(place: P, manifest: Manifest | undefined): SynthDocument<P> {
    try {
      if (!manifest || !isPlainTree(manifest)) throw new NotPlain();
      return { place, manifest, yaml: this.emitter.emit([manifest as PlainMap, AS_IT_IS]) };
    } catch {
      return { place, manifest, yaml: Buffer.from(Yaml.stringify(manifest)) };
    }
  }

  private plainObject(object: ApiObject): Buffer {
    const { props, patches } = object as unknown as KeptByObject;
    if (!this.builtInOnly || object.toJson !== ApiObject.prototype.toJson || patches?.length !== 0 || !props) throw new NotPlain();
    const { apiVersion, kind } = props;
    if (!isName(apiVersion) || !isName(kind)) throw new NotPlain();
    const body = { ...props, apiVersion: undefined, kind: undefined, metadata: undefined };
    return this.emitter.emit([{ apiVersion, kind }, AS_IT_IS], [{ metadata: plainMetadata(object.metadata) }, METADATA], [body, this.body]);
  }
}

function plainMetadata(definition: ApiObjectMetadataDefinition): PlainMap {
  const additional = (definition as unknown as KeptByMetadata)._additionalAttributes;
  if (!additional || definition.toJson !== ApiObjectMetadataDefinition.prototype.toJson) throw new NotPlain();
  const { annotations, finalizers, labels, name, namespace, ownerReferences } = definition as unknown as PlainMap;
  if (!isName(name) || !(namespace === undefined || isName(namespace))) throw new NotPlain();
  const own = { annotations, finalizers, labels, name, namespace, ownerReferences };
  return Object.keys(additional).every((key) => key in own) ? own : { ...additional, ...own };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
