import { IConstruct } from 'constructs';
import { PerApp } from '../ground/per-app';
import { warn } from '../ground/warning';
import { JwtIssuer } from './jwt-issuer';
import { PolicyTarget } from './policy-target';

/** Who accepts tokens of whom. */
interface Accepted {
  readonly place: IConstruct;
  readonly target: PolicyTarget;
  readonly issuers: JwtIssuer[];
}

/** The issuers whose tokens a program accepts anywhere. For a workload, Istio takes those of mesh, namespace and workload together. */
export class AcceptedIssuers {
  static of(place: IConstruct): AcceptedIssuers {
    return AcceptedIssuers.programs.of(place);
  }

  private static readonly programs = new PerApp(() => new AcceptedIssuers());

  private readonly all: Accepted[] = [];

  private constructor() {}

  add(accepted: Accepted): void {
    for (const other of this.all) {
      const [narrow, wide] = width(accepted) < width(other) ? [accepted, other] : [other, accepted];
      if (width(wide) > width(narrow) && (width(wide) === MESH || wide.target.namespace === narrow.target.namespace)) warnOfAudiences(narrow, wide);
    }
    this.all.push(accepted);
  }
}

const MESH = 2;

function width({ target }: Accepted): number {
  if (target.text === 'mesh') return MESH;
  const { selector, targetRefs } = target.toSpec();
  return selector || targetRefs ? 0 : 1;
}

/** What the wider scope accepts is accepted in the narrower one, too. */
function warnOfAudiences(narrow: Accepted, wide: Accepted): void {
  for (const { issuer, audiences } of narrow.issuers) {
    const other = wide.issuers.find((candidate) => candidate.issuer === issuer);
    if (!audiences || !other || other.audiences?.every((audience) => audiences.includes(audience))) continue;
    warn(narrow.place, `tokens of '${issuer ?? 'any issuer'}' for ${other.audiences?.join(', ') ?? 'anybody'} are accepted for the ${wide.target.text} already, `
      + `and so here, not only those for ${audiences.join(', ')}`, `refuse the others: requireJwt({ audiences: [${audiences.map((audience) => `'${audience}'`).join(', ')}] })`);
  }
}
