import type { FoldId } from '#domain/signing/desk.ts';
import type { Preparation, PreparedNote } from '#domain/signing/preparation.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { type FoldAsked, inFold, waitingFor } from './desk.ts';

/** Who assists a signatory that day, as the database has it. */
export async function assistantsOn(tx: Tx, signatoryId: string, day: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct a.assistant_id::text as id from signing_assistant a
     where a.signatory_id = ${signatoryId}::uuid and assists(a.assistant_id, a.signatory_id, ${day}::date)`;
  return rows.map(({ id }) => id);
}

/** Of these tasks, those that wait for the signatory and that whoever prepares the desk sees: with whose request it is. */
export function preparable(
  tx: Tx,
  asked: {
    readonly signatoryId: string;
    readonly byId: string;
    /** Those of this fold alone. */
    readonly fold?: FoldId;
    readonly taskKeys: readonly string[];
  },
): Promise<{ taskKey: string; agentId: string }[]> {
  const { signatoryId, byId, fold, taskKeys } = asked;
  const inIt = fold
    ? Prisma.sql`and r.version_id = ${fold.versionId}::uuid and t.element_id = ${fold.elementId}`
    : Prisma.empty;
  return tx.$queryRaw`
    select t.key as "taskKey", r.agent_id::text as "agentId"
      ${waitingFor(signatoryId, ['signature'])} and r.agent_id <> ${byId}::uuid
       and t.key = any(${[...taskKeys]}::text[]) ${inIt}`;
}

/** An act that was put in order. */
interface Placed {
  readonly taskKey: string;
  readonly place: number;
  /** Whether the fold, as it is asked for, shows it. */
  readonly isShown: boolean;
}

/** Writes the places of some acts, in place of those that these and some others had. */
export async function placeActs(
  tx: Tx,
  placed: {
    readonly signatoryId: string;
    readonly byId: string;
    readonly places: readonly Pick<Placed, 'taskKey' | 'place'>[];
    /** Those that had one. */
    readonly before: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  const { signatoryId, byId, places, before, at } = placed;
  const touched = [...before, ...places.map(({ taskKey }) => taskKey)];
  await tx.$executeRaw`
    delete from signing_place where person_id = ${signatoryId}::uuid and task_key = any(${touched}::text[])`;
  await tx.$executeRaw`
    insert into signing_place (task_key, person_id, place, by_id, at)
    select k."taskKey", ${signatoryId}::uuid, k.place, ${byId}::uuid, ${at}
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as k ("taskKey" text, place int)`;
}

/** The order of a fold before it is changed, held until the transaction ends. */
export async function placesIn(tx: Tx, asked: FoldAsked): Promise<Placed[]> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended(${`desk:${asked.personId}`}, 0))`;
  return tx.$queryRaw`
    with shown as materialized (select t.key ${inFold(asked)})
    select p.task_key as "taskKey", p.place, p.task_key in (select key from shown) as "isShown"
      from signing_place p join task t on t.key = p.task_key join request r on r.id = t.request_id
     where p.person_id = ${asked.personId}::uuid and r.version_id = ${asked.versionId}::uuid
       and t.element_id = ${asked.elementId} and t.state = 'created' order by p.place`;
}

/** Puts an act aside on a signatory's desk for this reason; false: it was so already. */
export async function putAside(
  tx: Tx,
  aside: { taskKey: string; signatoryId: string; byId: string; reason: string; at: Date },
): Promise<boolean> {
  const { taskKey, signatoryId, byId, reason, at } = aside;
  const written = await tx.$executeRaw`
    insert into signing_aside (task_key, person_id, by_id, reason, at)
    values (${taskKey}, ${signatoryId}::uuid, ${byId}::uuid, ${reason}, ${at}) on conflict do nothing`;
  return written === 1;
}

/** Takes up again what this assistant put aside; false: they did not. */
export async function takeUp(
  tx: Tx,
  { taskKey, signatoryId, byId }: { taskKey: string; signatoryId: string; byId: string },
): Promise<boolean> {
  const gone = await tx.$executeRaw`
    delete from signing_aside where task_key = ${taskKey} and person_id = ${signatoryId}::uuid and by_id = ${byId}::uuid`;
  return gone === 1;
}

interface NoteOf {
  readonly taskKey: string;
  readonly signatoryId: string;
  readonly byId: string;
}

/** Writes a note in place of the one that its writer left before; null: it is taken away. False: nothing changed. */
export async function keepNote(
  tx: Tx,
  { taskKey, signatoryId, byId }: NoteOf,
  { sealed, at }: { readonly sealed: string | null; readonly at: Date },
): Promise<boolean> {
  const changed =
    sealed === null
      ? await tx.$executeRaw`
          delete from signing_note
           where task_key = ${taskKey} and person_id = ${signatoryId}::uuid and by_id = ${byId}::uuid`
      : await tx.$executeRaw`
          insert into signing_note (id, task_key, person_id, by_id, sealed, at)
          values (${uuid7(at)}::uuid, ${taskKey}, ${signatoryId}::uuid, ${byId}::uuid, ${sealed}, ${at})
          on conflict (task_key, person_id, by_id) do update set sealed = excluded.sealed, at = excluded.at`;
  return changed === 1;
}

/** A note as it is kept. */
export type SealedNote = Omit<PreparedNote, 'text'> & { readonly sealed: string };

/** What was prepared of the acts of a fold; of notes, those that this reader wrote, or all of them for the signatory. */
export async function preparationOf(
  tx: Tx,
  asked: FoldAsked,
  readerId: string,
): Promise<Omit<Preparation, 'notes'> & { readonly notes: readonly SealedNote[] }> {
  const nameOf = (id: Prisma.Sql) => Prisma.sql`
    (select json_build_object('id', w.id, 'firstName', w.first_name, 'lastName', w.last_name) from person w where w.id = ${id})`;
  const [row] = await tx.$queryRaw<[Omit<Preparation, 'notes'> & { notes: SealedNote[] }]>`
    with shown as materialized (select t.key ${inFold(asked)})
    select array(select p.task_key from signing_place p join shown s on s.key = p.task_key
                  where p.person_id = ${asked.personId}::uuid order by p.place) as placed,
           (select ${nameOf(Prisma.sql`p.by_id`)} from signing_place p join shown s on s.key = p.task_key
             where p.person_id = ${asked.personId}::uuid order by p.at desc limit 1) as "placedBy",
           coalesce((select json_agg(json_build_object('taskKey', a.task_key, 'reason', a.reason,
                                                       'by', ${nameOf(Prisma.sql`a.by_id`)}) order by a.task_key)
                       from signing_aside a join shown s on s.key = a.task_key
                      where a.person_id = ${asked.personId}::uuid and a.by_id is not null), '[]') as asides,
           coalesce((select json_agg(json_build_object('taskKey', n.task_key, 'sealed', n.sealed, 'by', ${nameOf(Prisma.sql`n.by_id`)})
                                     order by n.task_key, n.at)
                       from signing_note n join shown s on s.key = n.task_key
                      where n.person_id = ${asked.personId}::uuid
                        and ${readerId}::uuid in (n.by_id, n.person_id)), '[]') as notes`;
  return row;
}
