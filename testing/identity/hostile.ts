import { decodeJwt, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { IdentityProvider } from './provider.ts';

/** Where a provider can be made to answer otherwise. */
const PLACES = {
  '/.well-known/openid-configuration': 'document',
  '/token': 'token',
  '/jwks': 'keys',
  '/me': 'userinfo',
} as const;
type Place = (typeof PLACES)[keyof typeof PLACES];

/** What it says instead of what it would; `Says` for a status and a type of its own, SILENT for nothing at all. */
export type Lie = (said: never) => unknown;
export const SILENT = Symbol('silent');
export class Says {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly location: string | undefined;

  constructor(status: number, body = '', type = 'application/json', location?: string) {
    this.status = status;
    this.body = body;
    this.type = type;
    this.location = location;
  }
}

/** Has a provider lie: what is put in `lies` holds from then on. */
export function hostile(provider: IdentityProvider): { lies: Partial<Record<Place, Lie>> } {
  const state: ReturnType<typeof hostile> = { lies: {} };
  provider.use(async (ctx, next) => {
    await next();
    const place = PLACES[ctx.path as keyof typeof PLACES];
    const lie = state.lies[place];
    if (!lie) return;
    const said = await lie(ctx.body as never);
    if (said === SILENT) {
      ctx.respond = false;
      return;
    }
    if (!(said instanceof Says)) {
      ctx.body = said;
      return;
    }
    ctx.status = said.status;
    if (said.location) ctx.set('location', said.location);
    ctx.type = said.type;
    ctx.body = said.body;
  });
  return state;
}

/** What a token says otherwise; undefined: no more. */
type Changes = Readonly<Record<string, unknown>>;

/** How a token is signed, in the provider's name. */
export type Hand = (claims: JWTPayload) => Promise<string> | string;

/** By its own key. */
export const itself =
  ({ key }: IdentityProvider): Hand =>
  (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey);

/** By a key of somebody else's, under this name. */
export const another =
  ({ key }: IdentityProvider, kid = key.kid): Hand =>
  async (claims) => {
    const { privateKey } = await generateKeyPair(key.alg);
    return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid }).sign(privateKey);
  };

/** By a secret that both sides know. */
export const byASecret =
  (secret: string): Hand =>
  (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

/** By nobody. */
export const nobody: Hand = (claims) => new UnsecuredJWT(claims).encode();

/** An answer of the token endpoint whose id_token says something else; what is undefined is left out of it. */
export const idToken =
  (hand: Hand, change: Changes = {}): Lie =>
  async (said: { id_token: string }) => ({ ...said, id_token: await hand(changed(decodeJwt(said.id_token), change)) });

/** The same of what is said of a person. */
export const userinfo =
  (hand: Hand, change: Changes = {}): Lie =>
  async (said: string) =>
    new Says(200, await hand(changed(decodeJwt(said), change)), 'application/jwt');

const changed = (claims: JWTPayload, change: Changes): JWTPayload =>
  Object.fromEntries(Object.entries({ ...claims, ...change }).filter(([, value]) => value !== undefined));
