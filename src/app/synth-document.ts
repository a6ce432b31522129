import { IConstruct } from 'constructs';

/** The members of a Kubernetes object that say which one it is. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** One document of the output. */
export interface SynthDocument<P extends IConstruct = IConstruct> {
  /** The construct that it comes from: an ApiObject, or a chart that renders itself. */
  readonly place: P;
  /** Undefined where a chart renders itself and leaves a hole. */
  readonly manifest: Manifest | undefined;
  /** Its text in UTF-8, valid until the next document is asked for. */
  readonly yaml: Buffer;
}
