import { civilDateOf } from '../../domain/civil-date.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { isRole } from '../../domain/permissions/role.ts';
import { Prisma, type Tx } from '../client.ts';

/** Who acts, with every right they were ever given: each verb of the domain decides what is in force. */
export async function actorFacts(tx: Tx, personId: string): Promise<Actor> {
  const rows = await tx.habilitation.findMany({
    where: { personId },
    include: { structure: { select: { path: true } } },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  });
  return {
    personId,
    habilitations: rows.flatMap(({ role, from, until, byRight, structure }) =>
      isRole(role)
        ? [
            {
              role,
              from: civilDateOf(from),
              until: until && civilDateOf(until),
              byRight,
              structurePath: structure.path,
            },
          ]
        : [],
    ),
  };
}

/** The post a person holds on a day; the latest counts. */
export async function postingOn(tx: Tx, personId: string, day: Date) {
  return tx.posting.findFirst({
    where: { personId, from: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
    orderBy: [{ from: 'desc' }, { id: 'desc' }],
    include: { structure: true },
  });
}

/** A person's own data, as they read it. */
export async function personSheet(tx: Tx, personId: string, day: Date) {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      habilitations: {
        include: { structure: { select: { name: true } } },
        orderBy: [{ role: 'asc' }, { from: 'asc' }],
      },
    },
  });
  const posting = await postingOn(tx, personId, day);
  const workTime = await tx.workTime.findFirst({
    where: { personId, from: { lte: day }, until: { gte: day } },
    orderBy: { from: 'desc' },
  });
  const superior = posting && (await nearestSuperior(tx, personId, posting.structureId, day));
  return { person, posting, workTime, superior };
}
export type PersonSheet = Awaited<ReturnType<typeof personSheet>>;

export interface PersonName {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Their superior today: who would hold an « avis du supérieur » of theirs (view task_holder). */
async function nearestSuperior(tx: Tx, personId: string, structureId: string, day: Date): Promise<PersonName | null> {
  const inForce = (alias: string) =>
    Prisma.sql`${Prisma.raw(alias)}."from" <= ${day}::date and (${Prisma.raw(alias)}.until is null or ${Prisma.raw(alias)}.until >= ${day}::date)`;
  const rows = await tx.$queryRaw<PersonName[]>`
    select p.id::text, p.first_name as "firstName", p.last_name as "lastName"
      from structure_above a
      join habilitation h on h.structure_id = a.above_id and h.role = 'superieur'
      join person p on p.id = h.person_id
     where a.structure_id = ${structureId}::uuid and p.id <> ${personId}::uuid and ${inForce('h')}
       and not exists (select from absence x where x.person_id = p.id and x."from" <= ${day}::date and x.until >= ${day}::date)
     order by a.distance, p.last_name, p.first_name, p.id limit 1`;
  return rows[0] ?? null;
}

export async function changeLanguage(tx: Tx, personId: string, language: 'fr' | 'en'): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { language } });
}
