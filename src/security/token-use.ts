import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { warnNow } from '../ground/warning';
import { PolicyTarget } from './policy-target';

/** How rules and routes name what is known of a token. */
const OF_TOKEN = /"(?:not)?[rR]equestPrincipals"|request\.auth\./;

/** A validation that finds no error: says that requests without a token pass where nothing of the program looks at tokens. */
export function warnOfNoToken(place: IConstruct, target: PolicyTarget): string[] {
  const objects = place.node.root.node.findAll().filter(ApiObject.isApiObject);
  if (!objects.some((object) => looksAtTokens(object, target))) {
    warnNow(place, `tokens are verified for the ${target.text}, but requests without a token pass, and no policy asks for one`,
      'refuse them with requireJwt(), or say that guests are welcome: allowMissing: true');
  }
  return [];
}

function looksAtTokens(object: ApiObject, { namespace, text }: PolicyTarget): boolean {
  if (object.kind !== 'AuthorizationPolicy' && object.kind !== 'VirtualService') return false;
  const { spec } = object.toJson();
  const near = text === 'mesh' || object.metadata.namespace === namespace || (object.kind === 'AuthorizationPolicy' && !spec.selector && !spec.targetRefs);
  // What an external authorizer does with tokens is its own affair.
  return near && (spec.action === 'CUSTOM' || OF_TOKEN.test(JSON.stringify(spec)));
}
