import { MtlsMode } from '../mtls-mode';

const { DISABLE, PERMISSIVE, STRICT } = MtlsMode;

/** What is wrong with going from one stage to another at once; nothing if it can be done. */
export function wrongStep(stage: MtlsMode, reached: MtlsMode): string | undefined {
  if (stage === STRICT && reached === DISABLE) {
    return `stage ${STRICT} cannot follow ${DISABLE}: until every proxy has heard of it, clients go on with plain text, which is refused`;
  }
  if (stage === DISABLE && reached === STRICT) {
    return `stage ${DISABLE} cannot follow ${STRICT}: until every proxy has heard of it, clients go on with mutual TLS, which nobody answers`;
  }
  return undefined;
}

export const CURE_OF_STEP = `go to MtlsMode.${PERMISSIVE} first, and on when all that \`checks\` demands holds`;
