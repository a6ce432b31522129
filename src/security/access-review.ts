import { IConstruct } from 'constructs';
import { security } from '../api';
import { PerApp } from '../ground/per-app';
import { warnNow } from '../ground/warning';
import { IdentityNames } from './identity-names';
import { Program } from './mtls/program';
import { PlainText } from './plain-text';
import { PolicyTarget } from './policy-target';
import { WithoutIdentity } from './without-identity';

/** A policy as the review sees it. */
interface Reviewed {
  readonly place: IConstruct;
  readonly target: PolicyTarget;
  readonly action: security.AuthorizationPolicyAction;
  readonly rules: () => security.Rule[];
}

/** Looks at all policies of a program together with the rest of it, when all is said: at what no policy can know by itself. */
export class AccessReview {
  static of(place: IConstruct): AccessReview {
    return AccessReview.reviews.of(place);
  }

  private static readonly reviews = new PerApp((root) => new AccessReview(root));

  private readonly policies: Reviewed[] = [];

  private constructor(root: IConstruct) {
    root.node.addValidation({ validate: () => this.review(root) });
  }

  add(reviewed: Reviewed): void {
    this.policies.push(reviewed);
  }

  private review(root: IConstruct): string[] {
    const program = new Program(root, new Set());
    const names = new IdentityNames(program.objects);
    const plainText = new PlainText(program);
    const errors: string[] = [];
    const withoutIdentity = new WithoutIdentity(program);
    for (const { place, target, action, rules } of this.policies) {
      const sources = rules().flatMap(({ from = [] }) => from.map(({ source }) => source ?? {}));
      for (const { problem, cure } of names.misspelt(sources)) warnNow(place, problem, cure);
      if (action === security.AuthorizationPolicyAction.ALLOW) withoutIdentity.check(place, target, sources);
      errors.push(...plainText.check(place, target, sources));
    }
    return errors;
  }
}
