/**
 * How much is in Istio's images besides Istio.
 *
 * @see https://istio.io/latest/docs/ops/configuration/security/harden-docker-images/
 */
export enum ImageVariant {
  /** A small Linux distribution with a shell and tools. */
  DEBUG = 'debug',
  /** Nothing: no shell, no package manager. */
  DISTROLESS = 'distroless',
}
