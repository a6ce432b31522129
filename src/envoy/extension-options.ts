import { PolicyScope } from '../security/policy-scope';
import { ExtensionMatch } from './extension-match';
import { ExtensionPhase } from './extension-phase';

/** Whose proxies run an extension, and where among their filters. */
export interface ExtensionOptions {
  /** The workloads whose proxies run it. */
  readonly cover: PolicyScope;

  /**
   * The name of the object, a DNS name.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Where it stands among Istio's own filters.
   *
   * @default - at the end, before the router
   */
  readonly phase?: ExtensionPhase;

  /**
   * The order among extensions of one phase, a whole number: higher ones come first.
   *
   * @default 0
   */
  readonly priority?: number;

  /**
   * The requests that it sees: those of any of the matches.
   *
   * @default - all of them
   */
  readonly match?: ExtensionMatch[];
}
