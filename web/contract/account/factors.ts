import { z } from 'zod';
import { Instant, Plain } from '../common.ts';

const Code = z.string().regex(/^\d{6}$/);
/** That whoever asks is there: the code of their authenticator; where they have none, their password. */
export const Proof = z.object({ code: Code.optional(), password: Plain.max(128).optional() });

/** GET /api/account/factors */
export const FactorsView = z.object({
  /** An application that shows codes is registered. */
  authenticator: z.boolean(),
  /** Null without an authenticator. */
  recoveryCodesLeft: z.int().nullable(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() })),
  /** A right that is held asks for a second factor. */
  needed: z.boolean(),
});

/** POST /api/account/factor/enrolment */
export const EnrolmentView = z.object({ secret: z.string(), uri: z.string(), ticket: z.string() });
/** POST /api/account/factor */
export const FactorEnrol = z.object({ ticket: Plain.max(1_000), code: Code });
/** Shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
/** POST /api/account/proof */
export const SessionProof = z.object({ code: Code });

/** POST /api/account/passkeys/enrolment: what the browser is asked (WebAuthn, as JSON). */
export const PasskeyBegun = z.object({ options: z.looseObject({ challenge: z.string() }), ticket: z.string() });
/** POST /api/account/passkeys: what it answered. */
export const PasskeyEnrol = z.object({
  ticket: Plain.max(1_000),
  name: Plain.min(1).max(60),
  response: z.looseObject({ id: z.string().max(1_400) }),
});
