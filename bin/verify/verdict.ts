import { z } from 'zod';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { STANDING_STATES } from '#domain/evidence/act-status.ts';
import type { SealedStatus } from '#workers/pades/verification/status.ts';
import type { ActReport } from './verify-act.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();

/** What `npm run verify -- --json` prints: the same verdict, for a program. A field is never taken away nor changes its meaning within a version. */
export const verdictSchema = z.strictObject({
  format: z.literal('harmonie-verdict'),
  version: z.literal(1),
  /** `indeterminate`: nothing is wrong, and what would prove it is not there. */
  verdict: z.enum(['valid', 'indeterminate', 'not-valid']),
  /** The last line, in words. */
  words: z.string(),
  /** Of the file that was given: an edition of the act, or the act as it was sealed. */
  fileSha256: sha256.nullable(),
  /** How many editions its archive made since it was sealed; null without a file that can be read. */
  laterEditions: z.int().nonnegative().nullable(),
  /** What the act is, as its evidence says; null without evidence that can be read. */
  act: z.strictObject({ id: z.string(), number: z.string(), title: z.string(), sha256 }).nullable(),
  /** When it was sealed: as a trusted time stamp proves it, or else as the ministry claims it. */
  sealedAt: instant.nullable(),
  isDateProven: z.boolean(),
  /**
   * How the ministry's authority is known: by a fingerprint that was given, as a file that was named, or as one that lies beside
   * the act, which whoever made the act may have made too; null without one that can be read, or of another fingerprint.
   */
  authority: z.enum(['fingerprint', 'named', 'beside']).nullable(),
  /** What became of the act, by the state file; null without one that is of this act. */
  state: z
    .strictObject({
      state: z.enum(STANDING_STATES),
      /** When this was so, and whether a trusted time stamp proves it. */
      at: instant,
      isDateProven: z.boolean(),
      laterActs: z.array(
        z.strictObject({
          nature: z.enum(LATER_ACTS),
          number: z.string(),
          sha256,
          signedOn: z.iso.date(),
          since: z.iso.date(),
          state: z.enum(STANDING_STATES),
        }),
      ),
    })
    .nullable(),
  /** What a valid act is valid short of. */
  caveats: z.array(z.string()),
  /** Every check, in order, in the words of the report. */
  checks: z.array(z.strictObject({ outcome: z.enum(['ok', 'fail', 'open', 'note']), text: z.string() })),
});

export type Verdict = z.infer<typeof verdictSchema>;

/** A verification as JSON says it. */
export function verdictOf(report: ActReport, fileSha256: string | null): Verdict {
  const { conclusion, verdict, sealedAt, provenAt, caveats, checks, act, laterEditions, authority, status } = report;
  return {
    format: 'harmonie-verdict',
    version: 1,
    verdict: conclusion,
    words: verdict,
    fileSha256,
    laterEditions: fileSha256 === null ? null : laterEditions,
    act,
    sealedAt: sealedAt?.toISOString() ?? null,
    isDateProven: provenAt !== null,
    authority,
    state: status && stateOf(status),
    caveats,
    checks: [...checks],
  };
}

const stateOf = ({ status: { state, at, laterActs }, stamp }: SealedStatus): Verdict['state'] => ({
  state,
  at,
  isDateProven: stamp !== null,
  laterActs: [...laterActs],
});
