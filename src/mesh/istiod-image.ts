import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { imageHub, imageTag } from '../workload/image-name';
import { ImageVariant } from './image-variant';
import { variantTag } from './variant-tag';

/** In what istiod's image differs from the mesh's other images. */
export interface IstiodImageOptions {
  /**
   * Registry and path of the image.
   * @default - the mesh's `hub`
   */
  readonly hub?: string;
  /**
   * The name of the image.
   * @default 'pilot'
   */
  readonly name?: string;
  /**
   * The tag of the image.
   * @default - the mesh's `tag`
   */
  readonly tag?: string;
  /**
   * The variant of the image.
   * @default - the mesh's `variant`
   */
  readonly variant?: ImageVariant;
}

/** The parts of a mesh's images; the tag ends with the variant. */
interface ImageParts {
  readonly hub: string;
  readonly tag: string;
  readonly variant?: ImageVariant;
}

const NAME = /^[a-z0-9]+([._-]+[a-z0-9]+)*$/;
const REFERENCE = /^[a-z0-9]+([._-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** The image of istiod, where it is not the one that hub, tag and variant of the mesh name. */
export class IstiodImage {
  /**
   * A whole reference, with a tag, a digest or both. It has to belong to the mesh's `version`.
   *
   * @param reference E.g. `registry.example.com/istio/pilot@sha256:…`.
   */
  public static reference(reference: string): IstiodImage {
    return new IstiodImage((place) => {
      if (!REFERENCE.test(reference)) {
        fail(place, `istiod.image '${reference}' is not the reference of an image (registry, path and name in lower case, ':' and a tag or '@sha256:' and 64 digits)`,
          "write it like 'registry.example.com/istio/pilot:1.31.1'");
      }
      if (!/[:@][^/]*$/.test(reference)) fail(place, `istiod.image '${reference}' has neither tag nor digest, so any version could run`, 'add one of them');
      return reference;
    });
  }

  /**
   * The mesh's image but for some parts.
   *
   * @param options The parts that differ.
   */
  public static differing(options: IstiodImageOptions): IstiodImage {
    return new IstiodImage((place, mesh) => {
      const { hub = mesh.hub, name = 'pilot', tag = mesh.tag, variant = mesh.variant } = options;
      if (!NAME.test(name)) fail(place, `istiod.image name '${name}' is not the name of an image (lower case letters, digits, '.', '_' and '-')`, "write it like 'pilot'");
      return `${imageHub(place, 'istiod.image hub', hub)}/${name}:${imageTag(place, 'istiod.image tag', variantTag(tag, variant))}`;
    });
  }

  private constructor(private readonly render: (place: IConstruct, mesh: ImageParts) => string) {}

  /** @internal */
  public _toText(place: IConstruct, mesh: ImageParts): string {
    return this.render(place, mesh);
  }
}
