import type { Tx } from '../client.ts';

/** What a day's run removed, by what it was. */
export interface Removed {
  readonly documents: number;
  readonly consultations: number;
  readonly notifications: number;
  readonly outbox: number;
  readonly imports: number;
  readonly actBatches: number;
  readonly drafts: number;
  readonly answers: number;
  readonly sessions: number;
  readonly links: number;
  readonly challenges: number;
  readonly folds: number;
  readonly prepared: number;
  readonly signIns: number;
  readonly devices: number;
  readonly tries: number;
  readonly rates: number;
}

export interface HousekeepingRun {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly removed: Readonly<Record<string, number>>;
}

/**
 * Takes the day's run for this worker; false when it is done, or when another does it and was heard of within the hour. One
 * that began in the future was taken by a clock that was ahead.
 */
export async function takeDay(tx: Tx, day: Date, at: Date): Promise<boolean> {
  const [lost, ahead] = [new Date(at.getTime() - 3_600_000), new Date(at.getTime() + 3_600_000)];
  const taken = await tx.$queryRaw<unknown[]>`
    insert into housekeeping_run (day, started_at) values (${day}::date, ${at})
    on conflict (day) do update set started_at = excluded.started_at
      where housekeeping_run.ended_at is null
        and (housekeeping_run.started_at < ${lost} or housekeeping_run.started_at > ${ahead})
    returning day`;
  return taken.length > 0;
}

/** Writes down what the day's run removed. */
export async function endDay(tx: Tx, day: Date, at: Date, removed: Removed): Promise<void> {
  await tx.housekeepingRun.update({ where: { day }, data: { endedAt: at, removed: { ...removed } } });
}

/** The last run that went to its end, or null. */
export async function lastRun(tx: Tx): Promise<HousekeepingRun | null> {
  const run = await tx.housekeepingRun.findFirst({ where: { endedAt: { not: null } }, orderBy: { day: 'desc' } });
  if (run?.endedAt == null) return null;
  return { startedAt: run.startedAt, endedAt: run.endedAt, removed: run.removed as Record<string, number> };
}

/** Columns that name a document of the store by its digest, and by which column a row is of an act that was eliminated, if it can be. */
export const DOCUMENT_COLUMNS = [
  ['piece', 'sha256', 'request_id'],
  ['act', 'preview_sha256', 'request_id'],
  ['act', 'sealed_sha256', 'request_id'],
  ['act_preview', 'sha256', null],
  ['act_edition', 'sha256', 'act_id'],
  ['dossier_piece', 'sha256', 'act_id'],
  ['decision_intent', 'shown_sha256', 'request_id'],
  ['pay_piece', 'act_sha256', 'request_id'],
  ['daily_root', 'leaves_sha256', null],
] as const;

/** What names documents, as queries of which each asks one column where a condition holds; what was eliminated names none. */
const naming = (condition: (column: string) => string): string =>
  DOCUMENT_COLUMNS.map(([table, column, key]) => {
    const stands =
      key === null
        ? ''
        : ` and not exists (select from eliminated_act l where l.${key} = "${table}".${key} and l.state = 'eliminated')`;
    return `select ${column} as sha256 from "${table}" where ${condition(column)}${stands}`;
  }).join(' union ');

/** Each column is asked by its index. */
export const NAMED_DOCUMENTS = naming((column) => `${column} = any($1::text[])`);
/** All of them. */
export const EVERY_NAMED_DOCUMENT = naming((column) => `${column} is not null`);

/** Of these digests, those that something refers to. */
export async function referencedDocuments(tx: Tx, candidates: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRawUnsafe<{ sha256: string }[]>(NAMED_DOCUMENTS, candidates);
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Each removes at most `max` rows and answers how many: what `count` removes by the age that the database knows. */
export const PURGES = {
  consultations: (tx: Tx, max: number) => count(tx, 'select purge_consultations($1::integer) as gone', max),
  notifications: (tx: Tx, max: number) => count(tx, 'select purge_notifications($1::integer) as gone', max),
  outbox: (tx: Tx, max: number, before: { done: Date }) =>
    tx.$executeRaw`
      delete from outbox
       where id = any(array(select id from outbox where done_at < ${before.done} order by done_at limit ${max}))`,
  sessions: (tx: Tx, max: number, before: { ended: Date }) =>
    tx.$executeRaw`
      delete from session where id = any(array(select id from session where expires_at < ${before.ended} limit ${max}))`,
  links: (tx: Tx, max: number) => count(tx, 'select purge_account_links($1::integer) as gone', max),
  /** What a passkey was asked and did not sign, and batches that nobody proved. */
  async challenges(tx: Tx, max: number, before: { expired: Date }): Promise<number> {
    const [challenges, leaves, batches] = [
      await tx.$executeRaw`
        delete from signing_challenge where (task_key, person_id) in (
          select task_key, person_id from signing_challenge where expires_at < ${before.expired} limit ${max})`,
      await tx.$executeRaw`
        delete from signing_leaf where (batch_id, place) in (
          select l.batch_id, l.place from signing_batch b join signing_leaf l on l.batch_id = b.id
           where b.made_at < ${before.expired} and b.state = 'made' limit ${max})`,
      await tx.$executeRaw`
        delete from signing_batch where id in (
          select b.id from signing_batch b where b.made_at < ${before.expired} and b.state = 'made'
             and not exists (select from signing_leaf l where l.batch_id = b.id) limit ${max})`,
    ];
    return challenges + leaves + batches;
  },
  /** What was prepared of acts that wait no more: their order, notes, and what was put aside. */
  async prepared(tx: Tx, max: number): Promise<number> {
    const [notes, places, asides] = [
      await tx.$executeRaw`
        delete from signing_note where id = any(array(
          select n.id from signing_note n join task t on t.key = n.task_key
           where t.state in ('completed', 'canceled') limit ${max}))`,
      await tx.$executeRaw`
        delete from signing_place where (task_key, person_id) in (
          select p.task_key, p.person_id from signing_place p join task t on t.key = p.task_key
           where t.state in ('completed', 'canceled') limit ${max})`,
      await tx.$executeRaw`
        delete from signing_aside where (task_key, person_id) in (
          select a.task_key, a.person_id from signing_aside a join task t on t.key = a.task_key
           where t.state in ('completed', 'canceled') limit ${max})`,
    ];
    return notes + places + asides;
  },
  /** What was typed in answer to a complement that waits for it no more: what was sent is the decision's. */
  answers: (tx: Tx, max: number) =>
    tx.$executeRaw`
      delete from typed_answer where (task_key, person_id) in (
        select a.task_key, a.person_id from typed_answer a join task t on t.key = a.task_key
         where t.state in ('completed', 'canceled') limit ${max})`,
  folds: (tx: Tx, max: number) => count(tx, 'select purge_folds_shown($1::integer) as gone', max),
  signIns: (tx: Tx, max: number) => count(tx, 'select purge_sign_ins($1::integer) as gone', max),
  devices: (tx: Tx, max: number, before: { seen: Date }) =>
    tx.$executeRaw`
      delete from known_device
       where id = any(array(select id from known_device where last_seen_at < ${before.seen} limit ${max}))`,
  tries: (tx: Tx, max: number, before: { forgotten: Date }) =>
    tx.$executeRaw`
      delete from sign_in_tries where bucket = any(array(
        select bucket from sign_in_tries where forgotten_at < ${before.forgotten} limit ${max}))`,
  /**
   * Calls of one address at one place of the sign-in. No index knows the last one: it would be written at each call, and a
   * day's addresses are few to read.
   */
  rates: (tx: Tx, max: number, before: { called: Date }) =>
    tx.$executeRaw`
      delete from rate_limit where id = any(array(
        select id from rate_limit where last_request < ${BigInt(before.called.getTime())} limit ${max}))`,
  /**
   * What lines of a file said that were never imported, and files that were cut while they came. A file that still waited to be
   * asked for, or approved, is refused first: nothing of it could be imported.
   */
  imports: (tx: Tx, max: number, before: { sent: Date; cut: Date }) =>
    tx.$executeRaw`
      with cut as (
        delete from import_chunk where (batch_id, number) in (
          select c.batch_id, c.number from import_chunk c join import_batch b on b.id = c.batch_id
           where b.state = 'receiving' and b.made_at < ${before.cut} limit ${max})),
      late as (
        update import_batch b set state = 'refused', fault = '{"code": "forgotten", "params": {}}'
         where b.state in ('planned', 'proposed') and b.made_at < ${before.sent}
           and exists (select from import_line l where l.batch_id = b.id and l.state = 'ready'))
      update import_line set said = null where (batch_id, line) in (
        select l.batch_id, l.line from import_line l join import_batch b on b.id = l.batch_id
         where b.made_at < ${before.sent} and b.state <> 'asked' and l.said is not null limit ${max})`,
  /** Acts prepared for many that nobody launched; of the others, what was answered, which their requests say. */
  async actBatches(tx: Tx, max: number, before: { made: Date }): Promise<number> {
    const [lines, batches, said, answers] = [
      await tx.$executeRaw`
        delete from act_batch_line where (batch_id, line) in (
          select l.batch_id, l.line from act_batch b join act_batch_line l on l.batch_id = b.id
           where b.made_at < ${before.made} and b.state not in ('asked', 'done') limit ${max})`,
      await tx.$executeRaw`
        delete from act_batch where id in (
          select b.id from act_batch b where b.made_at < ${before.made} and b.state not in ('asked', 'done')
             and not exists (select from act_batch_line l where l.batch_id = b.id) limit ${max})`,
      await tx.$executeRaw`
        update act_batch_line set said = null where (batch_id, line) in (
          select l.batch_id, l.line from act_batch b join act_batch_line l on l.batch_id = b.id
           where b.made_at < ${before.made} and b.state = 'done' and l.said is not null limit ${max})`,
      await tx.$executeRaw`
        update act_batch set answers = '{}' where id in (
          select b.id from act_batch b
           where b.made_at < ${before.made} and b.state = 'done' and b.answers <> '{}' limit ${max})`,
    ];
    return lines + batches + said + answers;
  },
} as const;

async function count(tx: Tx, sql: string, max: number): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ gone: number }[]>(sql, max);
  return row?.gone ?? 0;
}
