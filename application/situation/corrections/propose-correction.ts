import { DomainError, type FieldFault } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { isSameEntry, readCorrection } from '#domain/situation/correction.ts';
import type { ReadChange } from '#domain/situation/read-asked.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { gradeOn, placesOver } from '#prisma/repositories/people/career.ts';
import { insertCorrection, isBeingCorrected, type StandingEntry } from '#prisma/repositories/people/corrections.ts';
import { readingGrids } from '#prisma/repositories/people/grids.ts';
import { lockSituation } from '#prisma/repositories/people/locks.ts';
import { situationFor } from '#prisma/repositories/people/rules.ts';
import type { Deps } from '../../dependencies.ts';
import { judgeRules } from '../judge-rules.ts';
import { applyCorrection } from './apply-correction.ts';
import { correctedFile, entryToCorrect } from './corrected-file.ts';
import { notifyToConfirm } from './notify-correction.ts';

/** A correction as its author sends it. */
export interface ProposedCorrection {
  readonly actor: Actor;
  readonly personId: string;
  readonly entryId: string;
  /** Its fields and days, by key (domain/situation/correction.ts). */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly at: Date;
}

/**
 * Corrects an entry of a person's situation: at once, or once a second person agrees when the
 * guarantee of its theme takes two.
 * @throws {DomainError} not-found, own-situation, entry-changed, correction-by-act,
 * correction-by-request, correction-past, correction-waiting, correction-same, form-invalid with
 * each fault at its field
 */
export const proposeCorrection = (
  { database, mailDomain }: Pick<Deps, 'database'> & { readonly mailDomain: string },
  { actor, personId, entryId, answers, reason, at }: ProposedCorrection,
): Promise<{ readonly id: string; readonly state: 'applied' | 'open' }> =>
  database.transaction(async (tx) => {
    await lockSituation(tx, personId);
    const { dossier } = await correctedFile(tx, actor, personId, at);
    const entry = await entryToCorrect(tx, personId, entryId);
    if (entry.path === 'act' || entry.path === 'request') throw new DomainError(`correction-by-${entry.path}`);
    if (entry.definition.use !== undefined && !entry.isLast) throw new DomainError('correction-past');
    if (await isBeingCorrected(tx, entryId)) throw new DomainError('correction-waiting');
    const read = await mustBeSound(tx, entry, answers, { personId, at });
    const byId = actor.personId;
    const id = await insertCorrection(tx, { ...read, entryId, personId, reason, byId, at });
    const { theme } = entry;
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: byId, verb: 'situation.correct-ask', subject: `correction:${id}` },
      payload: { theme, entryId, reason, fields: changedFields(entry, read) },
    });
    if (entry.path === 'two') {
      await notifyToConfirm(tx, { dossier, theme: entry.definition, proposedById: byId, id, at, mailDomain });
      return { id, state: 'open' };
    }
    await applyCorrection(tx, { id, personId, entry, read, proposedById: byId, secondId: null, at, mailDomain });
    return { id, state: 'applied' };
  });

/**
 * Lists the fields and days that a correction changes; the audit trail does not keep their values.
 */
function changedFields(entry: StandingEntry, read: ReadChange): string[] {
  const { fields } = entry.definition;
  const differs = (key: string) => JSON.stringify(entry.value[key]) !== JSON.stringify(read.value[key]);
  const days = (['from', 'until'] as const).filter((day) => entry[day] !== read[day]);
  return [...fields.flatMap(({ key }) => (differs(key) ? [key] : [])), ...days];
}

/**
 * Returns what a correction would write, judged by the rules that every theme shares. The theme's
 * own rules are left out: they judge new requests, not the correction of an error.
 * @throws {DomainError} form-invalid, correction-same
 */
export async function mustBeSound(
  tx: Tx,
  entry: StandingEntry,
  answers: Readonly<Record<string, unknown>>,
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<ReadChange> {
  const theme = { ...entry.definition, rules: [] };
  const read = await readCorrection(theme, entry, answers, {
    gradeOn: (day) => gradeOn(tx, personId, day, at),
    placesOver: (period) => placesOver(tx, personId, period),
    fromGrid: readingGrids(tx),
  });
  const isGiven = (key: string): boolean => (answers[key] ?? '') !== '';
  if ('wrong' in read)
    throw invalid([
      { field: read.wrong, code: 'code' in read ? read.code : isGiven(read.wrong) ? 'type' : 'required', params: {} },
    ]);
  if (isSameEntry(theme, entry, read)) throw new DomainError('correction-same');
  const asked = { id: null, corrects: entry.id, agentId: personId, byAgent: false, filedAt: at, data: answers };
  const situation = await situationFor(tx, theme, asked);
  // Requests under way are judged when they are decided, and a correction does not follow the
  // entries that stood before.
  const taken = situation.taken.filter(({ granted }) => granted);
  const faults = judgeRules(theme, answers, { ...situation, taken, former: null, items: [] });
  if (faults.length > 0) throw invalid(faults);
  return read;
}

const invalid = (faults: readonly FieldFault[]) => new DomainError('form-invalid', {}, faults);
