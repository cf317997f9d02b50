import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Logger } from 'pino';
import type { Database } from '../../../prisma/client.ts';
import { trustedOrigins } from '../http/origin.ts';

/** The header in which a middleware writes the client's address; whatever the client put there is overwritten. */
export const ADDRESS_HEADER = 'x-client-address';

/** A day's work, prolonged while it is used. */
const SESSION_SECONDS = 12 * 3600;

/**
 * Sign-in by e-mail and password; accounts are made by the administrator, never by strangers. The second factor is asked
 * when signing an act (step-up.ts), so better-auth's own two-factor routes are not opened: with a password alone, they
 * would let a thief replace the factor that signs.
 */
export function createAuth(options: { database: Database; baseUrl: string; secret: string; log: Logger }) {
  const { database, baseUrl, secret, log } = options;
  return betterAuth({
    appName: 'Harmonie',
    baseURL: baseUrl,
    secret,
    database: prismaAdapter(database.prisma, { provider: 'postgresql' }),
    trustedOrigins: trustedOrigins(baseUrl),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { additionalFields: { personId: { type: 'string', required: false, input: false, returned: true } } },
    session: { expiresIn: SESSION_SECONDS, updateAge: 15 * 60, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      // A whole office may share one address; a stranger guessing does not get far at this pace.
      customRules: { '/sign-in/email': { window: 60, max: 40 } },
    },
    advanced: {
      useSecureCookies: baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookiePrefix: 'harmonie',
    },
    disabledPaths: ['/change-email', '/delete-user', '/update-user', '/request-password-reset', '/reset-password'],
    // Its messages quote addresses: only their level and nature are ours to keep.
    logger: {
      level: 'warn',
      log: (level) => log[level === 'error' ? 'error' : 'warn']({ part: 'sign-in' }, 'better-auth'),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
