import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { DomainError } from '#domain/errors.ts';
import type { ProvenIdentity } from '#domain/people/identity.ts';
import type { Ask } from './ask.ts';
import type { ProviderDocument } from './document.ts';
import { away, unproven } from './refusal.ts';

/** Signatures that only the provider can make. HS256 is of a secret that both sides know. */
export const ALGORITHMS = ['RS256', 'ES256'] as const;
/** Between two clocks. */
const CLOCK_SECONDS = 30;

/** Whom a portal asks, and what it asks of an answer. */
export interface Asked {
  readonly issuer: string;
  readonly clientId: string;
  /** The levels without which nobody comes in; none: any level does. */
  readonly requiredAcr: readonly string[];
  readonly employeeNumberClaim: string | null;
}

/** What the provider proved. */
export interface Proof {
  readonly identity: ProvenIdentity;
  /** The level it states, and what it was given; null where it states none that can be read. */
  readonly acr: string | null;
  readonly amr: string | null;
}

export interface Given {
  readonly idToken: string | undefined;
  readonly accessToken: string | undefined;
  /** What was sent with the question, and must come back signed. */
  readonly nonce: string | undefined;
}

/**
 * Who the provider says is there, once everything it said was looked at: that it is for us, from it, of now, in answer to
 * our own question, signed with its key, at the level that is asked, and the same person in its two answers.
 * @throws {DomainError} identity-unproven, identity-level-low, identity-provider-away
 */
export async function proveIdentity(given: Given, document: ProviderDocument, asked: Asked, ask: Ask): Promise<Proof> {
  const { idToken, accessToken, nonce } = given;
  if (!idToken || !accessToken || !nonce) throw unproven('token');
  const claims = await verified(idToken, document.keys, asked, ['iss', 'sub', 'aud', 'exp', 'iat']);
  if (claims.nonce !== nonce) throw unproven('nonce');
  const audiences = [claims.aud].flat();
  if (claims.azp === undefined ? audiences.length > 1 : claims.azp !== asked.clientId) throw unproven('azp');
  const { sub: subject } = claims;
  if (!subject || subject.length > 255) throw unproven('claims');
  const acr = typeof claims.acr === 'string' && isWord(claims.acr) ? claims.acr : null;
  if (asked.requiredAcr.length > 0 && (acr === null || !asked.requiredAcr.includes(acr)))
    throw new DomainError('identity-level-low');
  const person = await personAt(document, accessToken, asked, ask);
  if (person.sub !== subject) throw unproven('userinfo-subject');
  return {
    identity: { issuer: asked.issuer, subject, employeeNumber: numberIn({ ...claims, ...person }, asked) },
    acr,
    amr: wordsIn(claims.amr),
  };
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  asked: Asked,
  requiredClaims: string[],
): Promise<JWTPayload> {
  const { issuer, clientId: audience } = asked;
  const algorithms = [...ALGORITHMS];
  const options = { issuer, audience, algorithms, requiredClaims, clockTolerance: CLOCK_SECONDS };
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    throw faultOf(error);
  }
}

const OF_CLAIM = { iss: 'issuer', aud: 'audience' } as const;

function faultOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof errors.JWTExpired) return unproven('expired');
  if (error instanceof errors.JWTClaimValidationFailed)
    return unproven(OF_CLAIM[error.claim as keyof typeof OF_CLAIM] ?? 'claims');
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return unproven('algorithm');
  if (error instanceof errors.JWKSTimeout) return away();
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed)
    return unproven('signature');
  // Its keys, or the token, are no such thing.
  return error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid
    ? unproven('token')
    : away('document');
}

/** What the provider says of the person: signed, as ProConnect does, or plain, over its own connection. */
async function personAt(document: ProviderDocument, accessToken: string, asked: Asked, ask: Ask): Promise<JWTPayload> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/jwt, application/json' };
  const { status, type, text } = await ask(document.userinfo, { headers });
  if (status !== 200) throw away('userinfo');
  if (type === 'application/jwt') return verified(text, document.keys, asked, ['iss', 'sub', 'aud']);
  try {
    const said: unknown = type === 'application/json' ? JSON.parse(text) : null;
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as JWTPayload;
  } catch {
    // Said below.
  }
  throw unproven('userinfo');
}

function numberIn(claims: JWTPayload, { employeeNumberClaim }: Asked): string | null {
  const said = employeeNumberClaim === null ? undefined : claims[employeeNumberClaim];
  const text = typeof said === 'number' ? String(said) : said;
  return typeof text === 'string' && text.trim() !== '' && text.length <= 100 ? text.trim() : null;
}

/** A level, or a means of proof: what an act's evidence can print. */
const isWord = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);

/** Several words, between spaces. */
function wordsIn(said: unknown): string | null {
  const words = (Array.isArray(said) ? said : []).filter((word) => typeof word === 'string' && isWord(word));
  return words.length === 0 ? null : words.slice(0, 10).join(' ');
}
