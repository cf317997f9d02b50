import { type Expression, sql } from 'kysely';
import type { Bilingual } from '#domain/bilingual.ts';
import { type CivilDate, civilDateOf, dateColumn, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { Ground } from '#domain/permissions/administration.ts';
import type { DelegationFacts, Officer } from '#domain/power/delegation.ts';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import { officersOf } from '../acts/signing.ts';
import { namesOf } from '../people/people.ts';
import { covers } from '../statements/periods.ts';
import { searchCondition } from '../statements/search.ts';
import { counted, inScope, type ListQuery, pageOf, standsAs } from './scope.ts';

/** A delegation with both people that it binds: what the domain judges, and what lists show. */
export interface KeptDelegation extends DelegationFacts {
  readonly publication: string | null;
  readonly suspensionReason: string | null;
  /**
   * When a second administrator confirmed it; null: it is older than that rule, or dates from the
   * installation.
   */
  readonly confirmedOn: CivilDate | null;
  /** The delegation also lapses with their office. */
  readonly delegate: Officer;
  readonly delegatorRef: PersonRef;
  readonly delegateRef: PersonRef;
  readonly structureRef: StructureRef;
}

/** Reads a page of the delegations on the administrator's structures, newest first. */
export async function listDelegations(tx: Tx, query: ListQuery) {
  const { items, total } = counted(
    await tx.$queryRaw<{ id: string; total: number }[]>`
      select x.id::text, (count(*) over ())::int as total
        from delegation x join structure s on s.id = x.structure_id
        join person p on p.id = x.delegate_id join person d on d.id = x.delegator_id
       where ${inScope(query, Prisma.sql`x.structure_id`)}
         and ((${searchCondition(query.q, 'p')}) or (${searchCondition(query.q, 'd')}))
         and ${standsAs(query, Prisma.sql`x."from"`, Prisma.sql`least(x.until, paris_day(x.revoked_at) - 1)`)}
       order by x."from" desc, x.id desc ${pageOf(query)}`,
  );
  return { items: await keptAs(tx, items), total };
}

/** Reads these delegations at once, in this order. */
async function keptAs(tx: Tx, rows: readonly { readonly id: string }[]): Promise<KeptDelegation[]> {
  if (rows.length === 0) return [];
  const found = await tx.delegation.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    include: { structure: true, proposal: true },
  });
  const people = found.flatMap(({ delegatorId, delegateId }) => [delegatorId, delegateId]);
  const officerOf = await officersOf(tx, people);
  const names = await namesOf(tx, people);
  const refOf = (id: string): PersonRef => {
    const person = names.get(id);
    if (person === undefined) throw new Error(`person ${id} is unknown`);
    return person;
  };
  const kept = new Map(
    found.map(({ structure, proposal, ...row }): [string, KeptDelegation] => [
      row.id,
      {
        id: row.id,
        reference: row.reference,
        delegatorQuality: row.delegatorQuality,
        delegateId: row.delegateId,
        matters: row.matters,
        structureId: row.structureId,
        structurePath: structure.path,
        from: civilDateOf(row.from),
        until: row.until && civilDateOf(row.until),
        publishedOn: row.publishedOn && civilDateOf(row.publishedOn),
        revokedOn: row.revokedAt && parisDay(row.revokedAt),
        publication: row.publication,
        suspended: row.suspendedFrom && {
          ...{ from: civilDateOf(row.suspendedFrom), until: row.suspendedUntil && civilDateOf(row.suspendedUntil) },
        },
        suspensionReason: row.suspensionReason,
        confirmedOn: proposal?.answeredAt ? parisDay(proposal.answeredAt) : null,
        delegator: officerOf(row.delegatorId),
        delegate: officerOf(row.delegateId),
        delegatorRef: refOf(row.delegatorId),
        delegateRef: refOf(row.delegateId),
        structureRef: { id: structure.id, code: structure.code, name: structure.name },
      },
    ]),
  );
  return rows.flatMap(({ id }) => kept.get(id) ?? []);
}

/** Finds a delegation; null if it does not exist. */
export const findDelegation = async (tx: Tx, id: string): Promise<KeptDelegation | null> =>
  (await keptAs(tx, [{ id }]))[0] ?? null;

/**
 * Bounds what a person has: a few delegations given and received, until a month after their end,
 * newest first.
 */
const MAX_OWN = 50;
/**
 * Lists the delegations that a person gave or received, until a month after their end, newest
 * first.
 */
export async function delegationsOf(tx: Tx, personId: string, day: CivilDate): Promise<KeptDelegation[]> {
  return keptAs(tx, await lately.all(tx, { personId, day }));
}

/** Delegations that a person gave or was given. */
const ofPerson = (personId: string) =>
  db
    .selectFrom('delegation as d')
    .select('d.id')
    .where((eb) => sql<boolean>`${personId}::uuid in (${eb.ref('d.delegate_id')}, ${eb.ref('d.delegator_id')})`);

const lately = statement((given: { personId: string; day: CivilDate }) =>
  ofPerson(given.personId)
    .where(
      (
        eb,
      ) => sql<boolean>`coalesce(least(${eb.ref('d.until')}, ${call('paris_day', eb.ref('d.revoked_at'))}), ${given.day}::date)
        >= ${given.day}::date - 30`,
    )
    .orderBy('d.from', 'desc')
    .orderBy('d.id', 'desc')
    .limit(MAX_OWN),
);

/**
 * Lists all the delegations that a person gave or received that are not revoked nor past their last
 * day: the loss of an office may have ended them.
 */
export async function delegationsNotOver(tx: Tx, personId: string, day: CivilDate): Promise<KeptDelegation[]> {
  return keptAs(tx, await notOver.all(tx, { personId, day }));
}

const notOver = statement((given: { personId: string; day: CivilDate }) =>
  ofPerson(given.personId)
    .where('d.revoked_at', 'is', null)
    .where((eb) => sql<boolean>`coalesce(${eb.ref('d.until')}, 'infinity') >= ${given.day}::date`)
    .orderBy('d.id'),
);

/**
 * Lists the delegations in force on this day whose ground may have ended within the week: a post,
 * or a right to sign by right, of the delegator that was held since, or a post of the delegate.
 */
export async function delegationsInDoubt(tx: Tx, day: CivilDate): Promise<KeptDelegation[]> {
  return keptAs(tx, await inDoubt.all(tx, { day }));
}

const inDoubt = statement(({ day }: { day: CivilDate }) => {
  const endedLately = (until: Expression<CivilDate | null>) =>
    sql<boolean>`${until} between ${day}::date - 7 and ${day}::date - 1`;
  return db
    .selectFrom('delegation as d')
    .select('d.id')
    .where('d.revoked_at', 'is', null)
    .where('d.published_on', '<', day)
    .where((eb) => covers(eb.ref('d.from'), eb.ref('d.until'), day))
    .where((eb) =>
      eb.or([
        exists(
          eb
            .selectFrom('posting as o')
            .select('o.id')
            .whereRef('o.person_id', '=', 'd.delegator_id')
            .whereRef('o.until', '>=', 'd.from')
            .where((of) => endedLately(of.ref('o.until'))),
        ),
        exists(
          eb
            .selectFrom('habilitation as h')
            .select('h.id')
            .whereRef('h.person_id', '=', 'd.delegator_id')
            .where('h.role', '=', 'signataire')
            .where('h.by_right', '=', true)
            .whereRef('h.until', '>=', 'd.from')
            .where((of) => endedLately(of.ref('h.until'))),
        ),
        exists(
          eb
            .selectFrom('posting as o')
            .select('o.id')
            .whereRef('o.person_id', '=', 'd.delegate_id')
            .where((of) => endedLately(of.ref('o.until'))),
        ),
      ]),
    )
    .orderBy('d.id');
});

/** Returns the titles of kinds in their current versions. */
export const titlesOf = (tx: Tx, kinds: readonly string[]): Promise<{ kind: string; title: Bilingual }[]> =>
  titles.all(tx, { kinds });

const titles = statement((given: { kinds: readonly string[] }) =>
  db
    .selectFrom('circuit_version as v')
    .select((eb) => ['v.kind', eb.ref('v.sheet', '->').key('title').as('title')])
    .where('v.current', '=', true)
    .where((eb) => isOneOf(eb.ref('v.kind'), given.kinds)),
);

/** Lists the delegations of the same two people on the same structure that were not revoked. */
export async function delegationsBetween(
  tx: Tx,
  between: { delegatorId: string; delegateId: string; structureId: string },
): Promise<(Period & { matters: string[] })[]> {
  const rows = await tx.delegation.findMany({ where: { ...between, revokedAt: null } });
  return rows.map(({ from, until, matters }) => ({
    from: civilDateOf(from),
    until: until && civilDateOf(until),
    matters,
  }));
}

/** Writes a delegation; returns its id. */
export async function createDelegation(
  tx: Tx,
  {
    from,
    until,
    ...made
  }: Period & {
    reference: string;
    delegatorId: string;
    delegatorQuality: string;
    delegateId: string;
    matters: string[];
    structureId: string;
    ground: Ground;
    proposalId: string | null;
  },
): Promise<string> {
  const data = { ...made, from: dateColumn(from), until: until === null ? null : dateColumn(until) };
  return (await tx.delegation.create({ data, select: { id: true } })).id;
}

/** Records the publication of a delegation. */
export async function publishDelegation(tx: Tx, id: string, publishedOn: CivilDate, publication: string) {
  await tx.delegation.update({ where: { id }, data: { publishedOn: dateColumn(publishedOn), publication } });
}

/** Revokes a delegation. */
export async function revokeDelegation(tx: Tx, id: string, revokedAt: Date): Promise<void> {
  await tx.delegation.update({ where: { id }, data: { revokedAt } });
}

/** Suspends a delegation between two days. */
export async function suspendDelegation(
  tx: Tx,
  id: string,
  { from, until, reason }: { readonly from: CivilDate; readonly until: CivilDate; readonly reason: string },
): Promise<void> {
  const days = { suspendedFrom: dateColumn(from), suspendedUntil: dateColumn(until) };
  await tx.delegation.update({ where: { id }, data: { ...days, suspensionReason: reason } });
}

/**
 * Finds the delegation with that reference between the same two people on a structure; null if it
 * is not recorded, or was revoked.
 */
export async function mattersOf(
  tx: Tx,
  where: { reference: string; delegatorId: string; delegateId: string; structureId: string },
): Promise<{ readonly matters: string[]; readonly until: CivilDate | null } | null> {
  const row = await tx.delegation.findFirst({ where: { ...where, revokedAt: null } });
  return row && { matters: row.matters, until: row.until && civilDateOf(row.until) };
}
