import { ImageVariant } from './image-variant';

/** The tag of a variant of the image, in place of the one that it may name. */
export function variantTag(tag: string, variant: ImageVariant | undefined): string {
  return variant === undefined ? tag : `${tag.replace(/-(debug|distroless)$/, '')}-${variant}`;
}
