import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** How many nodes at a time get the new pod of a node agent. */
export interface RollingUpdateOptions {
  /**
   * On how many nodes a new pod may run beside the old one: a number of nodes or a share of them, e.g. `1` or `10%`.
   * @default '0'
   */
  readonly maxSurge?: string;
  /**
   * On how many nodes the agent may be away: a number of nodes or a share of them, e.g. `1` or `10%`.
   * @default '1', or '0' where `maxSurge` is given
   */
  readonly maxUnavailable?: string;
}

/**
 * How the pods of a DaemonSet are replaced by new ones.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export class UpdateStrategy {
  /**
   * Node after node, at once.
   *
   * @param options How many nodes at a time.
   */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    return new UpdateStrategy((place, what) => {
      const maxSurge = amount(place, `${what} maxSurge`, options.maxSurge ?? '0');
      const maxUnavailable = amount(place, `${what} maxUnavailable`, options.maxUnavailable ?? (options.maxSurge === undefined ? '1' : '0'));
      if (parseInt(`${maxSurge}`) === 0 && parseInt(`${maxUnavailable}`) === 0) {
        fail(place, `${what} has maxSurge and maxUnavailable 0, one of them has to be more`, 'raise one of them');
      }
      return { type: 'RollingUpdate', rollingUpdate: { ...(options.maxSurge !== undefined && { maxSurge }), maxUnavailable } };
    });
  }

  /** Only where somebody deletes the old pod: e.g. node by node, when a node is drained anyway. */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy(() => ({ type: 'OnDelete' }));
  }

  private constructor(private readonly spec: (place: IConstruct, what: string) => object) {}

  /** @internal */
  public _toSpec(place: IConstruct, what: string): object {
    return this.spec(place, what);
  }
}

function amount(place: IConstruct, what: string, value: string): number | string {
  if (!/^(\d+|\d{1,2}%|100%)$/.test(value)) fail(place, `${what} is '${value}', a number or a percentage up to 100% is allowed`, "write e.g. '1' or '10%'");
  return value.endsWith('%') ? value : Number(value);
}
