import { sql } from 'kysely';
import { type CivilDate, civilDateOf } from '#domain/calendar/civil-date.ts';
import type { ImportFault } from '#domain/people/import-cells.ts';
import type { Tx } from '../../client.ts';
import { areAmong, call, db, exists, isAmong, json, statement } from '../../connection/typed-sql.ts';

/** Counts of what a day's run removed. */
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

/** A run of housekeeping that ended. */
export interface HousekeepingRun {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly removed: Readonly<Record<string, number>>;
}

/**
 * Takes the day's run for this worker; false if it is done, or if another worker took it within the
 * hour. A run that began in the future was taken by a clock that was ahead.
 */
export async function takeDay(tx: Tx, day: Date, at: Date): Promise<boolean> {
  const [lost, ahead] = [new Date(at.getTime() - 3_600_000), new Date(at.getTime() + 3_600_000)];
  const taken = await dayTaken.all(tx, { day: civilDateOf(day), at, lost, ahead });
  return taken.length > 0;
}

const dayTaken = statement((given: { day: CivilDate; at: Date; lost: Date; ahead: Date }) =>
  db
    .insertInto('housekeeping_run')
    .values({ day: given.day, started_at: given.at })
    .onConflict((run) =>
      run
        .column('day')
        .doUpdateSet((eb) => ({ started_at: eb.ref('excluded.started_at') }))
        .where('housekeeping_run.ended_at', 'is', null)
        .where((eb) =>
          eb.or([
            eb('housekeeping_run.started_at', '<', given.lost),
            eb('housekeeping_run.started_at', '>', given.ahead),
          ]),
        ),
    )
    .returning('day'),
);

/** Records what the day's run removed. */
export async function endDay(tx: Tx, day: Date, at: Date, removed: Removed): Promise<void> {
  await tx.housekeepingRun.update({ where: { day }, data: { endedAt: at, removed: { ...removed } } });
}

/** Finds the last run that ended; null: none. */
export async function lastRun(tx: Tx): Promise<HousekeepingRun | null> {
  const run = await tx.housekeepingRun.findFirst({ where: { endedAt: { not: null } }, orderBy: { day: 'desc' } });
  if (run?.endedAt == null) return null;
  return { startedAt: run.startedAt, endedAt: run.endedAt, removed: run.removed as Record<string, number> };
}

/**
 * Columns that hold the digest of a document of the store, each with the column that tells whether
 * its row belongs to an eliminated act, if it can.
 */
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

/**
 * Writes a query of the documents named by each column where a condition holds; rows of eliminated
 * acts are left out.
 */
const naming = (condition: (column: string) => string): string =>
  DOCUMENT_COLUMNS.map(([table, column, key]) => {
    const stands =
      key === null
        ? ''
        : ` and not exists (select from eliminated_act l where l.${key} = "${table}".${key} and l.state = 'eliminated')`;
    return `select ${column} as sha256 from "${table}" where ${condition(column)}${stands}`;
  }).join(' union ');

/** Among some digests; each column is read by its index. */
export const NAMED_DOCUMENTS = naming((column) => `${column} = any($1::text[])`);
/** All of them. */
export const EVERY_NAMED_DOCUMENT = naming((column) => `${column} is not null`);

/** Returns those of these digests that something refers to. */
export async function referencedDocuments(tx: Tx, candidates: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRawUnsafe<{ sha256: string }[]>(NAMED_DOCUMENTS, candidates);
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Max rows. */
interface Most {
  readonly max: number;
}

const oldCommands = statement((given: Most & { done: Date }) =>
  db
    .deleteFrom('outbox')
    .where((eb) =>
      isAmong(
        eb.ref('id'),
        eb.selectFrom('outbox').select('id').where('done_at', '<', given.done).orderBy('done_at').limit(given.max),
      ),
    ),
);

const endedSessions = statement((given: Most & { ended: Date }) =>
  db
    .deleteFrom('session')
    .where((eb) =>
      isAmong(
        eb.ref('id'),
        eb.selectFrom('session').select('id').where('expires_at', '<', given.ended).limit(given.max),
      ),
    ),
);

const unsignedChallenges = statement((given: Most & { expired: Date }) =>
  db
    .deleteFrom('signing_challenge')
    .where((eb) =>
      areAmong(
        [eb.ref('task_key'), eb.ref('person_id')],
        eb
          .selectFrom('signing_challenge')
          .select(['task_key', 'person_id'])
          .where('expires_at', '<', given.expired)
          .limit(given.max),
      ),
    ),
);

const leavesNotProved = statement((given: Most & { expired: Date }) =>
  db
    .deleteFrom('signing_leaf')
    .where((eb) =>
      areAmong(
        [eb.ref('batch_id'), eb.ref('place')],
        eb
          .selectFrom('signing_batch as b')
          .innerJoin('signing_leaf as l', 'l.batch_id', 'b.id')
          .select(['l.batch_id', 'l.place'])
          .where('b.made_at', '<', given.expired)
          .where('b.state', '=', 'made')
          .limit(given.max),
      ),
    ),
);

const batchesNotProved = statement((given: Most & { expired: Date }) =>
  db.deleteFrom('signing_batch').where('id', 'in', (eb) =>
    eb
      .selectFrom('signing_batch as b')
      .select('b.id')
      .where('b.made_at', '<', given.expired)
      .where('b.state', '=', 'made')
      .where((of) =>
        of.not(exists(of.selectFrom('signing_leaf as l').select('l.place').whereRef('l.batch_id', '=', 'b.id'))),
      )
      .limit(given.max),
  ),
);

/** What was prepared or typed for a task that is over. */
const notesOfEndedTasks = statement((given: Most) =>
  db
    .deleteFrom('signing_note')
    .where((eb) =>
      isAmong(
        eb.ref('id'),
        eb
          .selectFrom('signing_note as n')
          .innerJoin('task as t', 't.key', 'n.task_key')
          .select('n.id')
          .where('t.state', 'in', ['completed', 'canceled'])
          .limit(given.max),
      ),
    ),
);

const ofEndedTasks = <Table extends 'signing_place' | 'signing_aside' | 'typed_answer'>(table: Table) =>
  statement((given: Most) =>
    db.deleteFrom(table as 'signing_place').where((eb) =>
      areAmong(
        [eb.ref('task_key'), eb.ref('person_id')],
        eb
          .selectFrom(`${table as 'signing_place'} as a`)
          .innerJoin('task as t', 't.key', 'a.task_key')
          .select(['a.task_key', 'a.person_id'])
          .where('t.state', 'in', ['completed', 'canceled'])
          .limit(given.max),
      ),
    ),
  );

const placesOfEndedTasks = ofEndedTasks('signing_place');
const asidesOfEndedTasks = ofEndedTasks('signing_aside');
const answersOfEndedTasks = ofEndedTasks('typed_answer');

const unseenDevices = statement((given: Most & { seen: Date }) =>
  db
    .deleteFrom('known_device')
    .where((eb) =>
      isAmong(
        eb.ref('id'),
        eb.selectFrom('known_device').select('id').where('last_seen_at', '<', given.seen).limit(given.max),
      ),
    ),
);

const forgottenTries = statement((given: Most & { forgotten: Date }) =>
  db
    .deleteFrom('sign_in_tries')
    .where((eb) =>
      isAmong(
        eb.ref('bucket'),
        eb.selectFrom('sign_in_tries').select('bucket').where('forgotten_at', '<', given.forgotten).limit(given.max),
      ),
    ),
);

const formerRates = statement((given: Most & { called: bigint }) =>
  db
    .deleteFrom('rate_limit')
    .where((eb) =>
      isAmong(
        eb.ref('id'),
        eb.selectFrom('rate_limit').select('id').where('last_request', '<', given.called).limit(given.max),
      ),
    ),
);

const oldImports = statement((given: Most & { sent: Date; cut: Date }) =>
  db
    .with('cut', (made) =>
      made
        .deleteFrom('import_chunk')
        .where((eb) =>
          areAmong(
            [eb.ref('batch_id'), eb.ref('number')],
            eb
              .selectFrom('import_chunk as c')
              .innerJoin('import_batch as b', 'b.id', 'c.batch_id')
              .select(['c.batch_id', 'c.number'])
              .where('b.state', '=', 'receiving')
              .where('b.made_at', '<', given.cut)
              .limit(given.max),
          ),
        ),
    )
    .with('late', (made) =>
      made
        .updateTable('import_batch as b')
        .set({ state: 'refused', fault: json<ImportFault>({ code: 'forgotten', params: {} }) })
        .where('b.state', 'in', ['planned', 'proposed'])
        .where('b.made_at', '<', given.sent)
        .where((eb) =>
          exists(
            eb
              .selectFrom('import_line as l')
              .select('l.line')
              .whereRef('l.batch_id', '=', 'b.id')
              .where('l.state', '=', 'ready'),
          ),
        ),
    )
    .updateTable('import_line')
    .set({ said: null })
    .where((eb) =>
      areAmong(
        [eb.ref('batch_id'), eb.ref('line')],
        eb
          .selectFrom('import_line as l')
          .innerJoin('import_batch as b', 'b.id', 'l.batch_id')
          .select(['l.batch_id', 'l.line'])
          .where('b.made_at', '<', given.sent)
          .where('b.state', '<>', 'asked')
          .where('l.said', 'is not', null)
          .limit(given.max),
      ),
    ),
);

const LAUNCHED = ['asked', 'done'] as const;

const linesNotLaunched = statement((given: Most & { made: Date }) =>
  db
    .deleteFrom('act_batch_line')
    .where((eb) =>
      areAmong(
        [eb.ref('batch_id'), eb.ref('line')],
        eb
          .selectFrom('act_batch as b')
          .innerJoin('act_batch_line as l', 'l.batch_id', 'b.id')
          .select(['l.batch_id', 'l.line'])
          .where('b.made_at', '<', given.made)
          .where('b.state', 'not in', LAUNCHED)
          .limit(given.max),
      ),
    ),
);

const batchesNotLaunched = statement((given: Most & { made: Date }) =>
  db.deleteFrom('act_batch').where('id', 'in', (eb) =>
    eb
      .selectFrom('act_batch as b')
      .select('b.id')
      .where('b.made_at', '<', given.made)
      .where('b.state', 'not in', LAUNCHED)
      .where((of) =>
        of.not(exists(of.selectFrom('act_batch_line as l').select('l.line').whereRef('l.batch_id', '=', 'b.id'))),
      )
      .limit(given.max),
  ),
);

const saidInLaunchedLines = statement((given: Most & { made: Date }) =>
  db
    .updateTable('act_batch_line')
    .set({ said: null })
    .where((eb) =>
      areAmong(
        [eb.ref('batch_id'), eb.ref('line')],
        eb
          .selectFrom('act_batch as b')
          .innerJoin('act_batch_line as l', 'l.batch_id', 'b.id')
          .select(['l.batch_id', 'l.line'])
          .where('b.made_at', '<', given.made)
          .where('b.state', '=', 'done')
          .where('l.said', 'is not', null)
          .limit(given.max),
      ),
    ),
);

const answersOfLaunched = statement((given: Most & { made: Date }) =>
  db
    .updateTable('act_batch')
    .set({ answers: json({}) })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('act_batch as b')
        .select('b.id')
        .where('b.made_at', '<', given.made)
        .where('b.state', '=', 'done')
        .where('b.answers', '<>', sql<Readonly<Record<string, unknown>>>`'{}'`)
        .limit(given.max),
    ),
);

/** Removes by a function of the database, which knows the age. */
const byAge = (
  name: 'purge_consultations' | 'purge_notifications' | 'purge_account_links' | 'purge_folds_shown' | 'purge_sign_ins',
) => {
  const purge = statement((given: Most) => db.selectNoFrom(call(name, given.max).as('gone')));
  return async (tx: Tx, max: number): Promise<number> => (await purge.one(tx, { max })).gone ?? 0;
};

/** Removals by name: each removes at most `max` rows and returns how many. */
export const PURGES = {
  consultations: byAge('purge_consultations'),
  notifications: byAge('purge_notifications'),
  outbox: (tx: Tx, max: number, before: { done: Date }) => oldCommands.run(tx, { max, ...before }),
  sessions: (tx: Tx, max: number, before: { ended: Date }) => endedSessions.run(tx, { max, ...before }),
  links: byAge('purge_account_links'),
  /** Challenges that no passkey signed, and batches that nobody proved. */
  async challenges(tx: Tx, max: number, before: { expired: Date }): Promise<number> {
    const challenges = await unsignedChallenges.run(tx, { max, ...before });
    const leaves = await leavesNotProved.run(tx, { max, ...before });
    const batches = await batchesNotProved.run(tx, { max, ...before });
    return challenges + leaves + batches;
  },
  /** What was prepared of acts that no longer wait: their order, notes, and what was put aside. */
  async prepared(tx: Tx, max: number): Promise<number> {
    const notes = await notesOfEndedTasks.run(tx, { max });
    const places = await placesOfEndedTasks.run(tx, { max });
    const asides = await asidesOfEndedTasks.run(tx, { max });
    return notes + places + asides;
  },
  /** Answers typed for a complement that no longer waits: what was sent is in the decision. */
  answers: (tx: Tx, max: number) => answersOfEndedTasks.run(tx, { max }),
  folds: byAge('purge_folds_shown'),
  signIns: byAge('purge_sign_ins'),
  devices: (tx: Tx, max: number, before: { seen: Date }) => unseenDevices.run(tx, { max, ...before }),
  tries: (tx: Tx, max: number, before: { forgotten: Date }) => forgottenTries.run(tx, { max, ...before }),
  /**
   * Calls of one address to one endpoint of the sign-in. The last call has no index: it would be
   * written at each call, and a day's addresses are few to read.
   */
  rates: (tx: Tx, max: number, before: { called: Date }) =>
    formerRates.run(tx, { max, called: BigInt(before.called.getTime()) }),
  /**
   * The content of lines that were never imported, and files whose upload was cut. A file that
   * still waited to be applied, or approved, is refused first: nothing of it could be imported.
   */
  imports: (tx: Tx, max: number, before: { sent: Date; cut: Date }) => oldImports.run(tx, { max, ...before }),
  /**
   * Acts prepared for many that nobody launched; of launched ones, the answers, which their
   * requests hold.
   */
  async actBatches(tx: Tx, max: number, before: { made: Date }): Promise<number> {
    const lines = await linesNotLaunched.run(tx, { max, ...before });
    const batches = await batchesNotLaunched.run(tx, { max, ...before });
    const said = await saidInLaunchedLines.run(tx, { max, ...before });
    const answers = await answersOfLaunched.run(tx, { max, ...before });
    return lines + batches + said + answers;
  },
} as const;
