import { type CivilDate, civilDateOf, dateColumn, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { DelegationFacts, Officer } from '#domain/decision/delegation.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { Ground } from '#domain/permissions/administration.ts';
import { Prisma, type Tx } from '../../client.ts';
import { officersOf } from '../acts/signing.ts';
import { inForceOn } from '../in-force.ts';
import { namesOf } from '../people/people.ts';
import { searchCondition } from '../search.ts';
import { counted, inScope, type ListQuery, pageOf, standsAs } from './scope.ts';

/** A delegation as it is kept, with both that it binds: what the domain judges, and what lists show. */
export interface KeptDelegation extends DelegationFacts {
  readonly publication: string | null;
  readonly suspensionReason: string | null;
  /** When a second administrator confirmed it; null: it stood before two were asked, or since the installation. */
  readonly confirmedOn: CivilDate | null;
  /** Whose office it lapses with too. */
  readonly delegate: Officer;
  readonly delegatorRef: PersonRef;
  readonly delegateRef: PersonRef;
  readonly structureRef: StructureRef;
}

/** The delegations on one's structures, the newest first. */
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

/** These delegations, in this order, read at once. */
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

export const findDelegation = async (tx: Tx, id: string): Promise<KeptDelegation | null> =>
  (await keptAs(tx, [{ id }]))[0] ?? null;

/** A person has a few: those that they were given and those that they gave, until a month after their end, the newest first. */
const MAX_OWN = 50;
export async function delegationsOf(tx: Tx, personId: string, day: CivilDate): Promise<KeptDelegation[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select d.id::text from delegation d
     where ${personId}::uuid in (d.delegate_id, d.delegator_id)
       and coalesce(least(d.until, paris_day(d.revoked_at)), ${day}::date) >= ${day}::date - 30
     order by d."from" desc, d.id desc limit ${MAX_OWN}`;
  return keptAs(tx, rows);
}

/** All those that a person gave or received and that an office could still end, or have ended. */
export async function delegationsNotOver(tx: Tx, personId: string, day: CivilDate): Promise<KeptDelegation[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select d.id::text from delegation d
     where ${personId}::uuid in (d.delegate_id, d.delegator_id) and d.revoked_at is null
       and coalesce(d.until, 'infinity') >= ${day}::date
     order by d.id`;
  return keptAs(tx, rows);
}

/**
 * Those in force on this day that an office may have ended within the week: of whoever gave them a post, or a right to sign, that
 * was held since, or a post of whoever received them.
 */
export async function delegationsInDoubt(tx: Tx, day: CivilDate): Promise<KeptDelegation[]> {
  const ended = (until: Prisma.Sql) => Prisma.sql`${until} between ${day}::date - 7 and ${day}::date - 1`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select d.id::text from delegation d
     where d.revoked_at is null and d.published_on < ${day}::date and ${inForceOn(Prisma.sql`d`, day)}
       and (exists (select from posting o where o.person_id = d.delegator_id and o.until >= d."from" and ${ended(Prisma.sql`o.until`)})
         or exists (select from habilitation h where h.person_id = d.delegator_id and h.role = 'signataire' and h.by_right
                       and h.until >= d."from" and ${ended(Prisma.sql`h.until`)})
         or exists (select from posting o where o.person_id = d.delegate_id and ${ended(Prisma.sql`o.until`)}))
     order by d.id`;
  return keptAs(tx, rows);
}

/** What kinds are called by their versions in force. */
export const titlesOf = (tx: Tx, kinds: readonly string[]): Promise<{ kind: string; title: Bilingual }[]> =>
  tx.$queryRaw`
    select v.kind, v.sheet -> 'title' as title from circuit_version v where v.current and v.kind = any(${[...kinds]}::text[])`;

/** Those of the same two people on the same structure that were not revoked. */
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

export async function publishDelegation(tx: Tx, id: string, publishedOn: CivilDate, publication: string) {
  await tx.delegation.update({ where: { id }, data: { publishedOn: dateColumn(publishedOn), publication } });
}

export async function revokeDelegation(tx: Tx, id: string, revokedAt: Date): Promise<void> {
  await tx.delegation.update({ where: { id }, data: { revokedAt } });
}

export async function suspendDelegation(
  tx: Tx,
  id: string,
  { from, until, reason }: { readonly from: CivilDate; readonly until: CivilDate; readonly reason: string },
): Promise<void> {
  const days = { suspendedFrom: dateColumn(from), suspendedUntil: dateColumn(until) };
  await tx.delegation.update({ where: { id }, data: { ...days, suspensionReason: reason } });
}

/** The delegation of that reference between the same two people there, when it is recorded and was not revoked. */
export async function mattersOf(
  tx: Tx,
  where: { reference: string; delegatorId: string; delegateId: string; structureId: string },
): Promise<{ readonly matters: string[]; readonly until: CivilDate | null } | null> {
  const row = await tx.delegation.findFirst({ where: { ...where, revokedAt: null } });
  return row && { matters: row.matters, until: row.until && civilDateOf(row.until) };
}
