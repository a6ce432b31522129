/** The Pulumi side of Istos. It has no members yet. */
export {};
