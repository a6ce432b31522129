/** Thrown, and caught before users see it, at what only cdk8s and its YAML library know how to treat. */
export class NotPlain extends Error {}
