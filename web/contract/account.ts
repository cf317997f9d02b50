import { z } from 'zod';
import { Instant, Plain } from './common.ts';

/** GET /api/installation */
export const Installation = z.object({
  /** Nobody ever entered: the first administrators are to be invited by whoever installs. */
  empty: z.boolean(),
  /** What people call the identity provider that they may sign in with; null: there is none. */
  provider: z.string().nullable(),
});

const Token = Plain.min(1).max(100);

/** POST /api/account/link */
export const LinkAsked = z.object({ token: Token });
export const LinkView = z.object({
  purpose: z.enum(['invitation', 'reset', 'recovery']),
  firstName: z.string(),
  lastName: z.string(),
  /** What they will sign in with. */
  email: z.string(),
  expiresAt: Instant,
});

/** Longer than any password may be: the rule says so in words. */
const NewPassword = Plain.max(1_000);

/** POST /api/account/link/password */
export const PasswordChosen = z.object({ token: Token, password: NewPassword });

export type LinkView = z.infer<typeof LinkView>;
