import { knownBefore } from '#domain/effect/known-contacts.ts';
import type { ReadChange } from '#domain/situation/read-asked.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { decideCorrection, insertCorrected, type StandingEntry } from '#prisma/repositories/people/corrections.ts';
import { contactHistory } from '#prisma/repositories/people/situation.ts';
import { notifyCorrected } from './notify-correction.ts';

/** A correction to apply, with the people who decided on it. */
export interface AppliedCorrection {
  readonly id: string;
  readonly personId: string;
  readonly entry: StandingEntry;
  readonly read: Pick<ReadChange, 'value' | 'from' | 'until'>;
  readonly proposedById: string;
  /** Who confirmed it; null when one person is enough. */
  readonly secondId: string | null;
  readonly at: Date;
  readonly mailDomain: string;
}

/**
 * Writes a correction with its audit entry, and notifies the agent on the contacts known before it
 * (G3).
 */
export async function applyCorrection(tx: Tx, correction: AppliedCorrection): Promise<void> {
  const { id, personId, entry, read, proposedById, secondId, at, mailDomain } = correction;
  const known = knownBefore(await contactHistory(tx, personId), at);
  await decideCorrection(tx, id, { state: 'applied', byId: secondId, remark: null, at });
  const guarantee = secondId === null ? 'checked' : 'two-person';
  const { theme, definition } = entry;
  const written = { ...read, entryId: entry.id, personId, theme, guarantee, byId: proposedById, at } as const;
  const entryId = await insertCorrected(tx, written);
  await appendAudit(tx, {
    ...{
      chain: personId,
      at,
      actorId: secondId ?? proposedById,
      verb: 'situation.correct',
      subject: `correction:${id}`,
    },
    payload: { theme, entryId, corrects: entry.id, guarantee },
  });
  await notifyCorrected(tx, { personId, theme: definition, id, known, mailDomain });
}
