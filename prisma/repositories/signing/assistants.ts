import { type CivilDate, civilDateOf, dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { Assistance } from '#domain/permissions/assistant.ts';
import type { Tx } from '../../client.ts';
import { call, db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** An assistance, with the names of both people. */
export interface KeptAssistance extends Assistance {
  readonly id: string;
  readonly signatory: PersonRef;
  readonly assistant: PersonRef;
}

const NAMES = { select: { id: true, firstName: true, lastName: true } } as const;
const WITH_NAMES = { signatory: NAMES, assistant: NAMES } as const;

interface Row {
  id: string;
  signatoryId: string;
  assistantId: string;
  from: Date;
  until: Date;
  revokedAt: Date | null;
  signatory: PersonRef;
  assistant: PersonRef;
}

const keptAs = ({
  id,
  signatoryId,
  assistantId,
  from,
  until,
  revokedAt,
  signatory,
  assistant,
}: Row): KeptAssistance => ({
  ...{ id, signatoryId, assistantId, signatory, assistant },
  ...{ from: civilDateOf(from), until: civilDateOf(until), revokedOn: revokedAt && parisDay(revokedAt) },
});

const held = statement((given: { id: string }) =>
  db.selectFrom('signing_assistant').where('id', '=', given.id).forUpdate(),
);

/** Finds an assistance and locks it until the transaction ends; null if it does not exist. */
export async function findAssistance(tx: Tx, id: string): Promise<KeptAssistance | null> {
  await held.all(tx, { id });
  const row = await tx.signingAssistant.findUnique({ where: { id }, include: WITH_NAMES });
  return row && keptAs(row);
}

/**
 * Bounds what a person has: a few assistances, given and received, until a month after their end,
 * newest first.
 */
const MAX_OWN = 50;
/**
 * Lists the assistances in which a person names or is named, until a month after their end, newest
 * first.
 */
export async function assistancesOf(tx: Tx, personId: string, day: CivilDate): Promise<KeptAssistance[]> {
  const since = dateColumn(dayAfter(day, { days: -30 }));
  const rows = await tx.signingAssistant.findMany({
    where: {
      OR: [{ signatoryId: personId }, { assistantId: personId }],
      AND: [{ until: { gte: since } }, { OR: [{ revokedAt: null }, { revokedAt: { gte: since } }] }],
    },
    include: WITH_NAMES,
    orderBy: [{ from: 'desc' }, { id: 'desc' }],
    take: MAX_OWN,
  });
  return rows.map(keptAs);
}

/** Lists the assistances of these two people that were not revoked. */
export async function assistancesBetween(
  tx: Tx,
  { signatoryId, assistantId }: Pick<Assistance, 'signatoryId' | 'assistantId'>,
): Promise<KeptAssistance[]> {
  const where = { signatoryId, assistantId, revokedAt: null };
  return (await tx.signingAssistant.findMany({ where, include: WITH_NAMES })).map(keptAs);
}

/** Lists the assistances of a person, on either side, that last or begin on this day or later. */
export async function assistancesToEnd(tx: Tx, personId: string, day: CivilDate): Promise<string[]> {
  const rows = await tx.signingAssistant.findMany({
    where: {
      OR: [{ signatoryId: personId }, { assistantId: personId }],
      ...{ revokedAt: null, until: { gte: dateColumn(day) } },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * Lists the assistances whose last day was within the week before this one, and that nobody ended
 * sooner.
 */
export async function assistancesOver(tx: Tx, day: CivilDate): Promise<KeptAssistance[]> {
  const [today, week] = [dateColumn(day), dateColumn(dayAfter(day, { days: -7 }))];
  const where = { revokedAt: null, until: { lt: today, gte: week } };
  return (await tx.signingAssistant.findMany({ where, include: WITH_NAMES, orderBy: { id: 'asc' } })).map(keptAs);
}

const lapsedOn = statement((given: { day: CivilDate }) =>
  db
    .selectFrom('signing_assistant as a')
    .select('a.id')
    .where('a.revoked_at', 'is', null)
    .where('a.from', '<=', given.day)
    .where('a.until', '>=', given.day)
    .where((eb) => eb.not(call('assists', eb.ref('a.assistant_id'), eb.ref('a.signatory_id'), given.day))),
);

/**
 * Lists the assistances of this day that nobody ended but that give no right any more (`assists`).
 */
export async function assistancesLapsed(tx: Tx, day: CivilDate): Promise<KeptAssistance[]> {
  const lapsed = await lapsedOn.all(tx, { day });
  const where = { id: { in: lapsed.map(({ id }) => id) } };
  return (await tx.signingAssistant.findMany({ where, include: WITH_NAMES, orderBy: { id: 'asc' } })).map(keptAs);
}

/** Names an assistant for some days; returns the id of the assistance. */
export async function insertAssistance(
  tx: Tx,
  { signatoryId, assistantId, from, until }: Omit<Assistance, 'revokedOn'>,
  at: Date,
): Promise<string> {
  const dates = { from: dateColumn(from), until: dateColumn(until) };
  const data = { id: uuid7(at), signatoryId, assistantId, ...dates, namedAt: at };
  return (await tx.signingAssistant.create({ data, select: { id: true } })).id;
}

/** Revokes an assistance. */
export async function endAssistance(tx: Tx, id: string, revokedById: string, revokedAt: Date): Promise<void> {
  await tx.signingAssistant.update({ where: { id }, data: { revokedAt, revokedById } });
}
