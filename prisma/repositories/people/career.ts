import { type CivilDate, parisDay } from '../../../domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { postingOn } from './people.ts';

export interface EchelonInForce {
  readonly echelon: number;
  readonly index: number;
  readonly from: CivilDate;
}

/** The échelon a person has that day; null when none is known. */
export async function echelonOn(tx: Tx, personId: string, day: CivilDate): Promise<EchelonInForce | null> {
  const rows = await tx.$queryRaw<EchelonInForce[]>`
    select echelon, index, to_char("from", 'YYYY-MM-DD') as "from" from echelon
     where person_id = ${personId}::uuid and "from" <= ${day}::date order by "from" desc, id desc limit 1`;
  return rows[0] ?? null;
}

/** The grade a person has that day, or today for a day before their first post here; null without a post. */
export async function gradeOn(tx: Tx, personId: string, day: CivilDate, at: Date): Promise<string | null> {
  const posting = (await postingOn(tx, personId, day)) ?? (await postingOn(tx, personId, parisDay(at)));
  return posting?.grade ?? null;
}

/** Where an agent stands in their career that day: what whoever starts an act for them needs beside the form. */
export async function situationOf(tx: Tx, personId: string, day: CivilDate) {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { employeeNumber: true } });
  const posting = await postingOn(tx, personId, day);
  const echelon = await echelonOn(tx, personId, day);
  return {
    employeeNumber: person.employeeNumber,
    structureName: posting?.structure.name ?? null,
    grade: posting?.grade ?? null,
    echelon,
  };
}

/** Writes an échelon, once for a request. */
export async function applyEchelon(
  tx: Tx,
  change: { personId: string; requestId: string; grade: string; echelon: number; index: number; from: Date },
): Promise<boolean> {
  return (await tx.echelon.createMany({ data: [change], skipDuplicates: true })).count === 1;
}

/** An agent by name, number and structure: what whoever starts an act for them must recognise. */
export async function startableAgent(tx: Tx, id: string, day: CivilDate) {
  const select = { id: true, firstName: true, lastName: true, employeeNumber: true } as const;
  const person = await tx.person.findUniqueOrThrow({ where: { id }, select });
  return { ...person, structureName: (await postingOn(tx, id, day))?.structure.name ?? null };
}

/** Writes a part-time period, once for a request. */
export async function applyWorkTime(
  tx: Tx,
  period: { personId: string; requestId: string; quota: number; from: CivilDate; until: CivilDate },
): Promise<boolean> {
  const { personId, requestId, quota, from, until } = period;
  const written = await tx.$executeRaw`
    insert into work_time (id, person_id, quota, "from", until, request_id)
    values (${uuid7(new Date())}::uuid, ${personId}::uuid, ${quota}, ${from}::date, ${until}::date, ${requestId}::uuid)
    on conflict do nothing`;
  return written === 1;
}
