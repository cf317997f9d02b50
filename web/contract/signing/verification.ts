import { z } from 'zod';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { STANDING_STATES } from '#domain/evidence/act-status.ts';
import { CivilDate, Instant, Sha256 } from '../common.ts';

const state = z.enum(STANDING_STATES);

/** What an act shows of itself, and what became of it since. */
const ShownAct = z.object({
  number: z.string(),
  /** In French, as on its page. */
  title: z.string(),
  /** Of what was sealed. */
  sha256: Sha256,
  author: z.object({ firstName: z.string(), lastName: z.string(), quality: z.string(), service: z.string() }),
  signedOn: CivilDate,
  /** In whose name it was signed, null for their own, and what gave the power; null for an act whose page does not say it. */
  power: z.object({ inNameOf: z.string().nullable(), visas: z.array(z.string()) }).nullable(),
  /** What it is at this instant. */
  state,
  at: Instant,
  /** Every act that touched it, the first one first; `state`: what that one is itself. */
  laterActs: z.array(
    z.object({ nature: z.enum(LATER_ACTS), number: z.string(), signedOn: CivilDate, since: CivilDate, state }),
  ),
});

/**
 * GET /api/verifications/:reference, POST /api/verifications (a PDF): what anybody is told of an act by who holds its reference or its
 * file. A reference that nobody knows and one that is none are answered alike: 404.
 */
export const ActVerification = z.object({
  /** As `npm run verify` has it. `indeterminate`: nothing is wrong, and what would prove it is not there. */
  verdict: z.enum(['valid', 'indeterminate', 'not-valid']),
  /** A receipt is sealed by the ministry and signed by nobody; null: it bears no seal that can be read. */
  what: z.enum(['act', 'receipt']).nullable(),
  /** Why it is not valid. `unknown-act`: its seal is good, and no act of this portal is that file. */
  fault: z.enum(['not-pdf', 'no-seal', 'other-authority', 'altered', 'unknown-act']).nullable(),
  /** What a valid one is valid short of. */
  caveats: z.array(z.enum(['date-not-proven', 'revocation-not-recorded'])),
  /** Of the file that was verified. */
  fileSha256: Sha256,
  sealedAt: Instant.nullable(),
  /** Whether a trusted time stamp proves when it was sealed. */
  isDateProven: z.boolean(),
  /** Null for a receipt, for what is not valid, and for an act that was eliminated: its seal alone speaks for it. */
  act: ShownAct.nullable(),
});
export type ActVerification = z.infer<typeof ActVerification>;

/** GET /api/verifications/authority : by what the ministry's authority is known. */
export const SealAuthority = z.object({
  /** Those that vouch for seals: their names, and their SHA-256 fingerprints, in hexadecimal with colons. */
  certificates: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** It proves nothing of anyone. */
  demonstration: z.boolean(),
});
export type SealAuthority = z.infer<typeof SealAuthority>;
