import { notifyFormerOffices } from '#application/administration/tell-former-offices.ts';
import { notifyLapsedDelegations } from '#application/administration/tell-lapsed-delegations.ts';
import { removeIdleDrafts, tellIdleDrafts } from '#application/drafts/expire-drafts.ts';
import { recordJournalDay } from '#application/evidence/journal-days.ts';
import { recordSent } from '#application/evidence/record-sent.ts';
import { notifyLapsed, notifyOver } from '#application/signing/name-assistant.ts';
import { remindEnds } from '#application/situation/remind-ends.ts';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import type { Database, Tx } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import {
  endDay,
  PURGES,
  type Removed,
  referencedDocuments,
  takeDay,
} from '#prisma/repositories/operations/housekeeping.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from './loop.ts';

export interface HousekeepingDependencies {
  readonly database: Database;
  readonly documents: Pick<DocumentStore, 'sweep'>;
  readonly now: () => Date;
  readonly log: Log;
  /** Names the messages that leave. */
  readonly baseUrl: string;
}

const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/**
 * Rows removed by one statement; and by one run, so that a long arrears takes several nights, and a night removes more than a
 * day brings: a ministry signs in ninety thousand times, and robots may try as often.
 */
const BATCH = 1_000;
const MAX_A_RUN = 500_000;

/** How long what no rule of law keeps is kept. */
const KEEP_MS = {
  /** Between the storing of bytes and the row that names them there are seconds; a repair may take hours. */
  documents: 2 * DAY_MS,
  /** Commands that were carried out serve to understand what happened, for a month. */
  outbox: 30 * DAY_MS,
  /** Contents of the lines of a file, to correct it; and parts of a file whose upload was cut. */
  imports: 30 * DAY_MS,
  cutImports: DAY_MS,
  /**
   * Acts prepared for many, until they are launched; the answers of launched ones, to start again
   * those that failed.
   */
  actBatches: 30 * DAY_MS,
  /** Sessions that ended, for those who ask at once why. */
  sessions: DAY_MS,
  /** What a passkey was asked to sign is answered within minutes, and so are batches. */
  challenges: DAY_MS,
  /** A browser forgets its mark by then. */
  devices: 400 * DAY_MS,
  /** Calls are counted by the minute. */
  rates: DAY_MS,
} as const;

/**
 * Removes once a day what is no longer to be kept, tells owners of drafts that go soon, reminds people of what ends soon in their
 * situation, tells assistants of
 * signatories that they are so no more, and those whom a delegation bound that it lapsed, and records in the audit which
 * messages about acts left, and what the journal of sign-ins holds of each day, whichever worker comes first.
 */
export function startHousekeeping(dependencies: HousekeepingDependencies): Loop {
  const { log, now } = dependencies;
  return startLoop({
    name: 'housekeeping',
    everyMs: EVERY_MS,
    log,
    turn: async () => {
      const notifying = { database: dependencies.database, mailDomain: new URL(dependencies.baseUrl).hostname };
      if ((await clearDay(dependencies)) !== null) await tellIdleDrafts(notifying, now());
      await remindEnds(notifying, now());
      await notifyOver(notifying, now());
      await notifyLapsed(notifying, now());
      await notifyLapsedDelegations(notifying, now());
      await notifyFormerOffices(notifying, now());
      const more = await recordSent(dependencies, now());
      return (await recordJournalDay(dependencies, now())) || more;
    },
  });
}

/** The day's run, once: null when it was done already, or another worker does it. */
export async function clearDay({
  database,
  documents,
  now,
  log,
}: Omit<HousekeepingDependencies, 'baseUrl'>): Promise<Removed | null> {
  const at = now();
  const day = dateColumn(parisDay(at));
  if (!(await database.transaction((tx) => takeDay(tx, day, at)))) return null;
  const before = (age: number) => new Date(at.getTime() - age);
  const purge = (remove: (tx: Tx) => Promise<number>) => inBatches(() => database.transaction(remove));
  const removed: Removed = {
    consultations: await purge((tx) => PURGES.consultations(tx, BATCH)),
    notifications: await purge((tx) => PURGES.notifications(tx, BATCH)),
    outbox: await purge((tx) => PURGES.outbox(tx, BATCH, { done: before(KEEP_MS.outbox) })),
    sessions: await purge((tx) => PURGES.sessions(tx, BATCH, { ended: before(KEEP_MS.sessions) })),
    links: await purge((tx) => PURGES.links(tx, BATCH)),
    challenges: await purge((tx) => PURGES.challenges(tx, BATCH, { expired: before(KEEP_MS.challenges) })),
    folds: await purge((tx) => PURGES.folds(tx, BATCH)),
    prepared: await purge((tx) => PURGES.prepared(tx, BATCH)),
    signIns: await purge((tx) => PURGES.signIns(tx, BATCH)),
    devices: await purge((tx) => PURGES.devices(tx, BATCH, { seen: before(KEEP_MS.devices) })),
    tries: await purge((tx) => PURGES.tries(tx, BATCH, { forgotten: at })),
    rates: await purge((tx) => PURGES.rates(tx, BATCH, { called: before(KEEP_MS.rates) })),
    imports: await purge((tx) =>
      PURGES.imports(tx, BATCH, { sent: before(KEEP_MS.imports), cut: before(KEEP_MS.cutImports) }),
    ),
    actBatches: await purge((tx) => PURGES.actBatches(tx, BATCH, { made: before(KEEP_MS.actBatches) })),
    answers: await purge((tx) => PURGES.answers(tx, BATCH)),
    drafts: await purge((tx) => removeIdleDrafts(tx, BATCH, at)),
    documents: await documents.sweep({
      turn: Math.floor(day.getTime() / DAY_MS),
      before: before(KEEP_MS.documents),
      referenced: (candidates) => database.transaction((tx) => referencedDocuments(tx, candidates)),
    }),
  };
  await database.transaction((tx) => endDay(tx, day, now(), removed));
  log.info({ ...removed }, 'what is no longer to be kept is removed');
  return removed;
}

async function inBatches(remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const gone = await remove();
    total += gone;
    if (gone < BATCH || total >= MAX_A_RUN) return total;
  }
}
