import {
  ApiObject, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver, Yaml,
} from 'cdk8s';
import { IConstruct } from 'constructs';
import { CopyOptions, plainCopy } from './plain-copy';
import { isPlainTree } from './plain-tree';
import { Manifest, PlainMap, SynthDocument } from './synth-document';
import { YamlEmitter } from './yaml-emitter';

/** What ApiObject keeps to itself; an object without them is left to its own `toJson()`. */
interface KeptByObject {
  readonly props?: PlainMap;
  readonly patches?: readonly unknown[];
}

/** What an object's metadata keeps to itself. */
interface KeptByMetadata {
  readonly _additionalAttributes?: PlainMap;
}

const METADATA: CopyOptions = { sortKeys: true, dropEmpty: true };
const BUILT_IN_RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** Renders what an object's `toJson()` returns and what `Yaml.stringify` prints of it, plain objects in one pass. */
export class ObjectRenderer {
  private readonly emitter = new YamlEmitter();
  private readonly body: CopyOptions = { sortKeys: !process.env.CDK8S_DISABLE_SORT, dropEmpty: false };
  private readonly builtInOnly: boolean;

  constructor({ resolvers }: App) {
    this.builtInOnly = resolvers.length === BUILT_IN_RESOLVERS.length
      && BUILT_IN_RESOLVERS.every((builtIn, index) => resolvers[index] instanceof builtIn);
  }

  public render(object: ApiObject): SynthDocument<ApiObject> {
    const manifest = this.plainManifest(object);
    return manifest ? { place: object, manifest, yaml: this.emitter.emit(manifest) } : this.print(object, object.toJson());
  }

  /** Prints a manifest that something else rendered. */
  public print<P extends IConstruct>(place: P, manifest: Manifest | undefined): SynthDocument<P> {
    const plain = manifest !== undefined && isPlainTree(manifest);
    return { place, manifest, yaml: plain ? this.emitter.emit(manifest as PlainMap) : Buffer.from(Yaml.stringify(manifest)) };
  }

  private plainManifest(object: ApiObject): (Manifest & PlainMap) | undefined {
    const { props, patches } = object as unknown as KeptByObject;
    if (!this.builtInOnly || object.toJson !== ApiObject.prototype.toJson || !props || patches?.length !== 0) return undefined;
    try {
      const metadata = this.plainMetadata(object.metadata);
      const body = plainCopy({ ...props, metadata: undefined }, this.body) as PlainMap;
      const { apiVersion, kind } = body as Manifest;
      return metadata && apiVersion && kind ? { apiVersion, kind, metadata, ...body } : undefined;
    } catch {
      // Rendering it again, cdk8s treats what is unusual, or says in its own words what is wrong.
      return undefined;
    }
  }

  private plainMetadata(metadata: ApiObjectMetadataDefinition): Manifest['metadata'] {
    const additional = (metadata as unknown as KeptByMetadata)._additionalAttributes;
    if (!additional || metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
    const { annotations, finalizers, labels, name, namespace, ownerReferences } = metadata as unknown as PlainMap;
    const own = { annotations, finalizers, labels, name, namespace, ownerReferences };
    const others = Object.keys(additional).some((key) => !(key in own));
    return plainCopy(others ? { ...additional, ...own } : own, METADATA) as Manifest['metadata'];
  }
}
