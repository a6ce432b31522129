import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { security } from '../api';
import { warnNow } from '../ground/warning';
import { IdentityNames } from './identity-names';
import { PlainText } from './plain-text';
import { PolicyTarget } from './policy-target';

/** A policy as the review sees it. */
interface Reviewed {
  readonly place: IConstruct;
  readonly target: PolicyTarget;
  readonly rules: () => security.Rule[];
}

const reviews = new WeakMap<IConstruct, AccessReview>();

/** Looks at all policies of a program together with the rest of it, when all is said: at what no policy can know by itself. */
export class AccessReview {
  static of({ node: { root } }: IConstruct): AccessReview {
    let review = reviews.get(root);
    if (!review) reviews.set(root, review = new AccessReview(root));
    return review;
  }

  private readonly policies: Reviewed[] = [];

  private constructor(root: IConstruct) {
    root.node.addValidation({ validate: () => this.review(root) });
  }

  add(place: IConstruct, { target }: { readonly target: PolicyTarget }, rules: () => security.Rule[]): void {
    this.policies.push({ place, target, rules });
  }

  private review(root: IConstruct): string[] {
    const objects = root.node.findAll().filter(ApiObject.isApiObject);
    const names = new IdentityNames(objects);
    const plainText = new PlainText(objects);
    const errors: string[] = [];
    for (const { place, target, rules } of this.policies) {
      const sources = rules().flatMap(({ from = [] }) => from.map(({ source }) => source ?? {}));
      for (const { problem, cure } of names.misspelt(sources)) warnNow(place, problem, cure);
      errors.push(...plainText.check(place, target, sources));
    }
    return errors;
  }
}
