import { betterAuth } from 'better-auth';
import type { Logger } from 'pino';
import type { Database } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import { trustedOrigins } from '../http/origin.ts';
import { cookiePrefix } from './cookies.ts';
import { mustEnter } from './entry.ts';
import { factorsPlugin, VERIFY_CODE, VERIFY_RECOVERY_CODE, withFactorKey } from './plugins/factors.ts';
import { type IdentityOptions, identityProvider, PROVIDER } from './plugins/oidc.ts';
import { PASSKEY_CHALLENGE, PASSKEY_SIGN_IN, passkeysPlugin } from './plugins/passkeys.ts';
import { beginningOf, sessionBegan } from './sign-in-facts.ts';

/** The header in which a middleware writes the client's address; whatever the client put there is overwritten. */
export const ADDRESS_HEADER = 'x-client-address';

export const SIGN_IN = '/sign-in/email';
export const SIGN_OUT = '/sign-out';
/** Where sign-in by the identity provider begins, and where it comes back. */
export const PROVIDER_SIGN_IN = '/sign-in/social';
export const PROVIDER_CALLBACK = `/callback/${PROVIDER}`;

/** What a session keeps of how it began (domain/account/sign-in.ts): written here alone, and never sent. */
const BEGINNING = ['method', 'strength', 'issuer', 'acr', 'amr', 'idTokenSealed'] as const;
const KEPT = { type: 'string', required: false, input: false, returned: false } as const;

/** A day's work, prolonged while it is used. */
const SESSION_SECONDS = 12 * 3600;

/**
 * Sign-in by e-mail and password, then a code where the account has a second factor; accounts are made by the
 * administrator, never by strangers. better-auth's own routes that change a factor are not opened (door.ts): with a
 * password alone, they would let a thief replace the factor that signs.
 */
export function createAuth(options: {
  database: Database;
  baseUrl: string;
  secret: string;
  /** Seals second factors. */
  factors: SecretValues;
  log: Logger;
  /** Who answers for people that sign in with it; none: local accounts only. */
  provider?: Omit<IdentityOptions, 'database' | 'log' | 'mailDomain'> | undefined;
}) {
  const { database, baseUrl, secret, factors, log, provider } = options;
  return betterAuth({
    appName: 'Harmonie',
    baseURL: baseUrl,
    secret,
    database: withFactorKey(database, factors, secret),
    trustedOrigins: trustedOrigins(baseUrl),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { additionalFields: { personId: { type: 'string', required: false, input: false, returned: true } } },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: 15 * 60,
      cookieCache: { enabled: false },
      additionalFields: Object.fromEntries(BEGINNING.map((name) => [name, KEPT])),
    },
    // An identity opens an account because it was linked to it (application/account/sign-in/recognise-identity.ts), never by an
    // address that is the same; and what the provider gives to ask it further is not kept.
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: true, disableImplicitLinking: true } },
    plugins: [
      factorsPlugin(),
      passkeysPlugin(database, baseUrl),
      ...(provider ? [identityProvider({ ...provider, database, log, mailDomain: new URL(baseUrl).hostname })] : []),
    ],
    // Every road to a session goes by here; tests, who come by none, say how it began themselves.
    databaseHooks: {
      session: {
        create: {
          before: async (session, road) => {
            await mustEnter(database, session.userId);
            return { data: { ...session, ...(road && beginningOf(road.path)) } };
          },
          after: async (session, road) => void (road && sessionBegan(session)),
        },
      },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      // A whole office may share one address, and arrive at nine; guesses are counted by account (throttle.ts).
      customRules: Object.fromEntries(
        [
          SIGN_IN,
          VERIFY_CODE,
          VERIFY_RECOVERY_CODE,
          PASSKEY_CHALLENGE,
          PASSKEY_SIGN_IN,
          PROVIDER_SIGN_IN,
          '/callback/*',
        ].map((path) => [path, { window: 60, max: 300 }]),
      ),
    },
    advanced: {
      useSecureCookies: baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookiePrefix: cookiePrefix(baseUrl),
    },
    // What is not a refusal goes up to the application, which logs it without quoting it.
    onAPIError: { throw: true, errorURL: '/sign-in' },
    // Its messages quote addresses: only their level and nature are ours to keep.
    logger: {
      level: 'warn',
      log: (level) => log[level === 'error' ? 'error' : 'warn']({ part: 'sign-in' }, 'better-auth'),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
