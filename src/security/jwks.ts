import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { security } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { publicKeys } from './public-keys';

/** Istio takes no longer ones. */
const MOST_CHARACTERS = 2048;

/** How the keys of an issuer are fetched. */
export interface JwksFetchOptions {
  /**
   * How long fetching them may take.
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;
}

/**
 * The public keys of an issuer, by which its tokens are verified: a JSON Web Key Set.
 *
 * istiod fetches them, and again every 20 minutes, so it has to reach the URL. If it can't, tokens of the issuer are refused until it can.
 *
 * @see https://istio.io/latest/docs/reference/config/security/jwt/#JWTRule
 */
export class Jwks {
  /** Keys that the issuer publishes as OpenID Connect says: `<issuer>/.well-known/openid-configuration` names their URL. */
  public static discovered(options: JwksFetchOptions = {}): Jwks {
    return new Jwks((place, issuer = '') => {
      if (isUrl(issuer)) return { timeout: timeoutText(place, options) };
      return fail(place, `the keys of issuer '${issuer}' can't be discovered, it is no URL`, `say where they are: jwks: Jwks.uri('https://...')`);
    });
  }

  /** Keys at a URL, `https://...` or `http://...`. */
  public static uri(uri: string, options: JwksFetchOptions = {}): Jwks {
    return new Jwks((place) => {
      if (!isUrl(uri)) fail(place, `'${uri}' is not a URL of http or https`, `write it like 'https://accounts.example.com/keys'`);
      if (uri.length > MOST_CHARACTERS) fail(place, `the URL of the keys has ${uri.length} characters, Istio allows ${MOST_CHARACTERS}`, 'shorten it');
      return { jwksUri: uri, timeout: timeoutText(place, options) };
    }, true);
  }

  /**
   * The keys themselves, as JSON. Nobody fetches them, so whoever changes keys has to say so here.
   *
   * Public keys only: a private or symmetric one is an error, as whoever reads the object could make tokens with it.
   */
  public static inline(jwks: string): Jwks {
    return new Jwks((place) => ({ jwks: publicKeys(place, jwks) }));
  }

  private constructor(
    private readonly spec: (place: IConstruct | string, issuer?: string) => Pick<security.JWTRule, 'jwks' | 'jwksUri' | 'timeout'>,
    private readonly named = false,
  ) {}

  /** Whether a URL names them, so that nobody has to know the issuer. @internal */
  public get _hasUri(): boolean {
    return this.named;
  }

  /** @internal */
  public _toSpec(place: IConstruct | string, issuer?: string): Pick<security.JWTRule, 'jwks' | 'jwksUri' | 'timeout'> {
    return this.spec(place, issuer);
  }
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function timeoutText(place: IConstruct | string, { timeout }: JwksFetchOptions): string | undefined {
  return timeout && durationText(place, 'timeout of the keys', timeout);
}
