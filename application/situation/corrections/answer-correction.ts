import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canAnswerCorrection } from '#domain/permissions/dossier.ts';
import { answersOfEntry } from '#domain/situation/correction.ts';
import { appendAudit } from '#prisma/audit.ts';
import { decideCorrection, openCorrection } from '#prisma/repositories/people/corrections.ts';
import { lockSituation } from '#prisma/repositories/people/locks.ts';
import type { Deps } from '../../dependencies.ts';
import { applyCorrection } from './apply-correction.ts';
import { correctedFile, entryToCorrect } from './corrected-file.ts';
import { notifyRefused } from './notify-correction.ts';
import { mustBeSound } from './propose-correction.ts';

/** An answer to a correction that waits for a second person. */
export type CorrectionAnswer =
  | { readonly outcome: 'confirmed' | 'taken-back' }
  | { readonly outcome: 'refused'; readonly remark: string };

/**
 * Answers a correction that waits: a second person confirms it, after it is judged again, or
 * refuses it with a remark; its author may withdraw it.
 * @throws {DomainError} not-found, own-situation, correction-ended, same-person, entry-changed,
 * form-invalid
 */
export const answerCorrection = (
  { database, mailDomain }: Pick<Deps, 'database'> & { readonly mailDomain: string },
  asked: {
    readonly actor: Actor;
    readonly personId: string;
    readonly correctionId: string;
    readonly answer: CorrectionAnswer;
    readonly at: Date;
  },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { personId, correctionId, answer, at } = asked;
    await lockSituation(tx, personId);
    const { actor, dossier } = await correctedFile(tx, asked.actor, personId, at);
    const correction = await openCorrection(tx, personId, correctionId);
    if (correction === null) throw new DomainError('correction-ended');
    const byId = actor.personId;
    const mine = byId === correction.proposedById;
    if (answer.outcome === 'taken-back' ? !mine : !canAnswerCorrection(actor, dossier, correction, parisDay(at)))
      throw new DomainError(mine ? 'same-person' : 'not-found');
    const { id, theme, entryId, proposedById } = correction;
    const entry = await entryToCorrect(tx, personId, entryId);
    if (answer.outcome === 'confirmed') {
      await mustBeSound(tx, entry, answersOfEntry(entry.definition, correction), { personId, at });
      const applied = { id, personId, entry, read: correction, proposedById, secondId: byId, at, mailDomain };
      return applyCorrection(tx, applied);
    }
    const remark = answer.outcome === 'refused' ? answer.remark : null;
    await decideCorrection(tx, id, { state: answer.outcome, byId, remark, at });
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: byId, verb: 'situation.correct-end', subject: `correction:${id}` },
      payload: { theme, entryId, outcome: answer.outcome, remark },
    });
    if (answer.outcome === 'refused')
      await notifyRefused(tx, { id, personId, theme: entry.definition, proposedById, mailDomain });
  });
