import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PersonRef } from '#domain/people/refs.ts';
import type { BatchFault, BatchLineState, BatchState } from '#domain/request/act-batch.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

type Data = Readonly<Record<string, unknown>>;

/** Acts of a kind started for many agents at once. */
export interface ActBatch {
  readonly id: string;
  readonly kind: string;
  readonly versionId: string;
  readonly madeById: string;
  readonly madeAt: Date;
  /** Null: agents that were chosen by a filter. */
  readonly fileName: string | null;
  /** Those that are the same for all. */
  readonly answers: Data;
  readonly state: BatchState;
  readonly lines: number;
  /** Why the whole file is refused. */
  readonly fault: BatchFault | null;
  readonly endedAt: Date | null;
}

const BATCH = Prisma.sql`
  b.id::text, b.kind, b.version_id::text as "versionId", b.made_by_id::text as "madeById", b.made_at as "madeAt",
  b.file_name as "fileName", b.answers, b.state, b.lines, b.fault, b.ended_at as "endedAt"`;

export async function insertActBatch(
  tx: Tx,
  batch: Pick<ActBatch, 'kind' | 'versionId' | 'madeById' | 'madeAt' | 'fileName' | 'answers' | 'state' | 'lines'> & {
    readonly content: Uint8Array | null;
  },
): Promise<string> {
  const { kind, versionId, madeById, madeAt, fileName, content, answers, state, lines } = batch;
  const id = uuid7(madeAt);
  await tx.$executeRaw`
    insert into act_batch (id, kind, version_id, made_by_id, made_at, file_name, content, answers, state, lines, touched_at)
    values (${id}::uuid, ${kind}, ${versionId}::uuid, ${madeById}::uuid, ${madeAt}, ${fileName}, ${content},
            ${JSON.stringify(answers)}::jsonb, ${state}, ${lines}, ${madeAt})`;
  return id;
}

export async function findActBatch(tx: Tx, id: string): Promise<ActBatch | null> {
  const [row] = await tx.$queryRaw<ActBatch[]>`select ${BATCH} from act_batch b where b.id = ${id}::uuid`;
  return row ?? null;
}

/** Held until the transaction ends: whoever asks twice asks one after the other. */
export async function lockActBatch(tx: Tx, id: string): Promise<ActBatch | null> {
  await tx.$queryRaw`select 1 as locked from act_batch where id = ${id}::uuid for update`;
  return findActBatch(tx, id);
}

/** What waits for a worker; the one that was left alone for longest comes first, so that a small one does not wait for a large one. */
export async function waitingActBatch(tx: Tx): Promise<ActBatch | null> {
  const [row] = await tx.$queryRaw<ActBatch[]>`
    select ${BATCH} from act_batch b where b.state in ('received', 'read', 'asked') order by b.touched_at, b.id limit 1`;
  return row ?? null;
}

/** One's own, the latest first. */
export async function listActBatches(
  tx: Tx,
  { madeById, page, pageSize }: { madeById: string; page: number; pageSize: number },
): Promise<{ readonly items: ActBatch[]; readonly total: number }> {
  const items = await tx.$queryRaw<ActBatch[]>`
    select ${BATCH} from act_batch b where b.made_by_id = ${madeById}::uuid
     order by b.made_at desc, b.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`;
  return { items, total: await tx.actBatch.count({ where: { madeById } }) };
}

/** The bytes of its file; null once they are read. */
export async function contentOf(tx: Tx, id: string): Promise<Uint8Array | null> {
  const [row] = await tx.$queryRaw<{ content: Uint8Array | null }[]>`
    select content from act_batch where id = ${id}::uuid`;
  return row?.content ?? null;
}

/** Writes how far a batch is. From a file that is read, or refused, the bytes are dropped. */
export async function setActBatch(
  tx: Tx,
  id: string,
  change: {
    readonly state?: BatchState;
    readonly lines?: number;
    readonly fault?: BatchFault;
    readonly askedAt?: Date;
    readonly endedAt?: Date;
    readonly touchedAt: Date;
  },
): Promise<void> {
  const { fault, ...plain } = change;
  await tx.actBatch.update({
    where: { id },
    data: {
      ...plain,
      ...((change.state === 'read' || change.state === 'refused') && { content: null }),
      ...(fault && { fault: fault as unknown as Prisma.InputJsonObject }),
    },
    select: { id: true },
  });
}

/** What a line says, or why it cannot be read. */
export interface ActLineRead {
  readonly line: number;
  /** The registration number, as it was given. */
  readonly key: string;
  readonly said: Data | null;
  readonly faults: readonly BatchFault[];
}

export async function insertActLines(tx: Tx, batchId: string, lines: readonly ActLineRead[]): Promise<void> {
  const rows = lines.map((line) => ({ ...line, state: line.faults.length === 0 ? 'read' : 'fault' }));
  await tx.$executeRaw`
    insert into act_batch_line (batch_id, line, key, said, state, faults)
    select ${batchId}::uuid, r.line, r.key, r.said, r.state, r.faults
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (line int, key text, said jsonb, state text, faults jsonb)`;
}

/** An agent to try, or for whom to file. */
export interface ActLineToDo {
  readonly line: number;
  readonly key: string;
  readonly agentId: string | null;
  readonly said: Data;
}

const TO_DO = Prisma.sql`line, key, agent_id::text as "agentId", coalesce(said, '{}') as said`;

export const actLinesIn = (
  tx: Tx,
  batchId: string,
  { state, max }: { readonly state: 'read' | 'ready'; readonly max: number },
): Promise<ActLineToDo[]> =>
  tx.$queryRaw`
    select ${TO_DO} from act_batch_line where batch_id = ${batchId}::uuid and state = ${state} order by line limit ${max}`;

/** A line that is still to be filed, its row held until the transaction ends; null when another did it meanwhile. */
export async function lockReadyLine(tx: Tx, batchId: string, line: number): Promise<ActLineToDo | null> {
  const [row] = await tx.$queryRaw<ActLineToDo[]>`
    select ${TO_DO} from act_batch_line
     where batch_id = ${batchId}::uuid and line = ${line} and state = 'ready' for update`;
  return row ?? null;
}

export interface ActLineOutcome {
  readonly line: number;
  readonly state: Exclude<BatchLineState, 'read'>;
  /** Null: nobody whom the starter may know of. */
  readonly agentId: string | null;
  readonly faults: readonly BatchFault[];
  readonly requestId: string | null;
}

/** Writes what became of lines that were in this state till then. What was filed is said by its request from then on. */
export async function writeActOutcomes(
  tx: Tx,
  batchId: string,
  from: 'read' | 'ready',
  outcomes: readonly ActLineOutcome[],
): Promise<void> {
  await tx.$executeRaw`
    update act_batch_line l
       set state = r.state, faults = r.faults, agent_id = coalesce(r."agentId", l.agent_id), request_id = r."requestId",
           said = case when r.state = 'filed' then null else l.said end
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        as r (line int, state text, "agentId" uuid, faults jsonb, "requestId" uuid)
     where l.batch_id = ${batchId}::uuid and l.line = r.line and l.state = ${from}`;
}

/** Puts at fault all that is still to be filed. */
export async function faultReadyLines(tx: Tx, batchId: string, fault: BatchFault): Promise<void> {
  await tx.$executeRaw`
    update act_batch_line set state = 'fault', faults = ${JSON.stringify([fault])}::jsonb
     where batch_id = ${batchId}::uuid and state = 'ready'`;
}

/** How many lines are in each state. */
export async function countActLines(tx: Tx, batchId: string): Promise<Record<BatchLineState, number>> {
  const rows = await tx.$queryRaw<{ state: BatchLineState; count: number }[]>`
    select state, count(*)::int as count from act_batch_line where batch_id = ${batchId}::uuid group by state`;
  return {
    read: 0,
    ready: 0,
    filed: 0,
    fault: 0,
    ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
}

/** A line as it is read by whoever made the batch. */
export interface ActLineRow {
  readonly line: number;
  readonly key: string;
  readonly agent: PersonRef | null;
  readonly said: Data | null;
  readonly state: BatchLineState;
  readonly faults: readonly BatchFault[];
  readonly request: { readonly id: string; readonly number: string } | null;
}

/** A page of its lines, in their order; `state`: of those alone. */
export async function listActLines(
  tx: Tx,
  batchId: string,
  { state, page, pageSize }: { state: BatchLineState | undefined; page: number; pageSize: number },
): Promise<{ readonly items: ActLineRow[]; readonly total: number }> {
  const chosen = Prisma.sql`
    from act_batch_line l where l.batch_id = ${batchId}::uuid and ${state === undefined ? Prisma.sql`true` : Prisma.sql`l.state = ${state}`}`;
  const items = await tx.$queryRaw<ActLineRow[]>`
    select l.line, l.key, l.said, l.state, l.faults,
           (select json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name)
              from person p where p.id = l.agent_id) as agent,
           (select json_build_object('id', r.id, 'number', r.number) from request r where r.id = l.request_id) as request
    ${chosen} order by l.line limit ${pageSize} offset ${(page - 1) * pageSize}`;
  const [{ total }] = await tx.$queryRaw<[{ total: number }]>`select count(*)::int as total ${chosen}`;
  return { items, total };
}

/** The number of a request of this kind that is under way for an agent; null when none is. */
export async function numberUnderWay(tx: Tx, kind: string, agentId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ number: string }[]>`
    select number from request where agent_id = ${agentId}::uuid and kind = ${kind} and closed_at is null
     order by filed_at limit 1`;
  return row?.number ?? null;
}

/** The last day of the last post of somebody who is posted nowhere that day, and where it was. */
export async function lastPostBefore(
  tx: Tx,
  personId: string,
  day: CivilDate,
): Promise<{ readonly until: CivilDate; readonly path: string } | null> {
  const [row] = await tx.$queryRaw<{ until: CivilDate; path: string }[]>`
    select to_char(o.until, 'YYYY-MM-DD') as until, s.path from posting o join structure s on s.id = o.structure_id
     where o.person_id = ${personId}::uuid and o.until < ${day}::date order by o.until desc, o.id desc limit 1`;
  return row ?? null;
}
