import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { z } from 'zod';
import { type RelyingParty, usePasskey } from '#application/account/factors/passkeys.ts';
import type { Database } from '#prisma/client.ts';
import { trustedOrigins } from '../../http/origin.ts';

/** Where a browser is told what to sign, and where it brings it. */
export const PASSKEY_CHALLENGE = '/passkey/challenge';
export const PASSKEY_SIGN_IN = '/passkey/sign-in';

const COOKIE = 'passkey';
const CHALLENGE_SECONDS = 300;

/** The portal as passkeys know it. One made at « localhost » is not known at 127.0.0.1, nor the reverse. */
export function relyingParty(baseUrl: string): RelyingParty {
  const { hostname } = new URL(baseUrl);
  return { id: hostname, origins: trustedOrigins(baseUrl).filter((origin) => new URL(origin).hostname === hostname) };
}

/**
 * Sign-in by passkey: better-auth keeps the challenge, once, and opens the session; what the browser signed is proved here
 * (docs/decisions/passkeys-of-our-own.md).
 */
export function passkeysPlugin({ prisma }: Database, baseUrl: string): BetterAuthPlugin {
  const party = relyingParty(baseUrl);
  return {
    id: 'passkeys',
    endpoints: {
      passkeyChallenge: createAuthEndpoint(PASSKEY_CHALLENGE, { method: 'POST' }, async (ctx) => {
        const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
        const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
        const identifier = `passkey-${generateRandomString(32)}`;
        const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1000);
        await ctx.context.internalAdapter.createVerificationValue({ identifier, value: options.challenge, expiresAt });
        const { name, attributes } = ctx.context.createAuthCookie(COOKIE, { maxAge: CHALLENGE_SECONDS });
        await ctx.setSignedCookie(name, identifier, ctx.context.secret, attributes);
        return ctx.json(options);
      }),
      passkeySignIn: createAuthEndpoint(
        PASSKEY_SIGN_IN,
        { method: 'POST', body: z.object({ response: z.looseObject({ id: z.string() }) }) },
        async (ctx) => {
          const { context, body } = ctx;
          const { response } = body;
          const identifier = await ctx.getSignedCookie(context.createAuthCookie(COOKIE).name, context.secret);
          // Once: what was signed serves no second time.
          const challenge = identifier ? await context.internalAdapter.consumeVerificationValue(identifier) : null;
          if (!challenge || challenge.expiresAt < new Date())
            throw new APIError('UNAUTHORIZED', { code: 'passkey-late' });
          const answer = { party, challenge: challenge.value, response };
          const userId = await usePasskey(prisma, answer, { at: new Date() });
          if (userId === null) throw new APIError('UNAUTHORIZED', { code: 'passkey-refused' });
          const session = await context.internalAdapter.createSession(userId);
          const user = await context.internalAdapter.findUserById(userId);
          if (!session || !user) throw new APIError('UNAUTHORIZED', { code: 'passkey-refused' });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({});
        },
      ),
    },
  };
}
