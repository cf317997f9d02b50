import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { parseJson } from '../feel/json.ts';
import type { AnyEvent } from '../processing/protocol.ts';
import { faultOf } from '../store/sqlite-fault.ts';
import { mustBeWritable } from '../store/writable.ts';
import type { LiveEvent } from './alive.ts';
import type { FromWriter, HistorySettings, Order, Question, Refused, ToWriter } from './messages.ts';
import { Projection } from './projection/projection.ts';
import { whyRefused } from './reading/why-refused.ts';
import { createSchema, missingIndexes } from './schema/schema.ts';
import { answer } from './search/answer.ts';
import { Reader } from './search/reader.ts';
import { tooLong } from './search/time-limit.ts';
import { forget, trim } from './trim.ts';
import { whyUnusable } from './unusable.ts';

const TRIM_EVERY_MS = 3_600_000;
/**
 * Events are taken in together, at the latest so long after the first, or when there is so much text of them: many rows
 * are made and ended within that time, and are then written once. A question has them all taken in first.
 */
const GATHER_MS = 50;
const GATHER_CHARACTERS = 4_000_000;
/** What was taken in is on disk, and the engine may forget its events, at the latest so long after. */
const KEEP_MS = 200;
/** How soon to try again to write on a disk that was full. */
const ROOM_MS = 500;
/** Between two indexes that are made. */
const INDEX_PAUSE_MS = 100;

/** What a search takes at most of the writer's time; one that needs more is begun anew by a reader of its own. */
const PAUSE_MS = 20;

const settings = workerData as Required<HistorySettings>;
const port = parentPort;
if (port === null) throw new Error('The history runs in a thread of its own');

const { database, projection } = open();
const reader = new Reader(database);
/** Nobody else can read what is in memory. */
const isAlone = settings.file === ':memory:';
const maxMs = isAlone ? settings.maxSearchMs : PAUSE_MS;
let gathered: string[] = [];
let characters = 0;
let gathering: NodeJS.Timeout | undefined;
let keeping: NodeJS.Timeout | undefined;
let next: NodeJS.Timeout | undefined;
let indexing: NodeJS.Timeout | undefined;
const trimming = setInterval(trimSome, TRIM_EVERY_MS);
trimSome();

port.on('message', (message: ToWriter) => {
  switch (message.kind) {
    case 'events':
      return gather(message.json);
    case 'begin':
      return durably(() => projection.begin(parseJson(message.json) as unknown as LiveEvent[], message.position));
    case 'question':
      return reply(message.id, () => ask(message.question, message.isLong));
    case 'order':
      return reply(message.id, () => durably(() => carryOut(message.order)));
    case 'shorten':
      return reply(message.id, () => database.exec('pragma wal_checkpoint(passive)'));
    case 'close':
      takeIn();
      if (keeping !== undefined) keep();
      clearTimeout(gathering);
      clearTimeout(keeping);
      clearInterval(trimming);
      clearTimeout(next);
      clearTimeout(indexing);
      database.close();
      port.close();
  }
});
post({ kind: 'ready', position: projection.position });
indexNext();

function open(): { database: DatabaseSync; projection: Projection } {
  try {
    mustBeWritable(settings.file);
    const database = new DatabaseSync(settings.file);
    // A power cut may lose the last transactions, never corrupt: the engine keeps its events until they are on disk here.
    database.exec(
      'pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 4000; pragma busy_timeout = 2000',
    );
    createSchema(database);
    return { database, projection: new Projection(database) };
  } catch (error) {
    throw new Error(whyUnusable(settings.file, faultOf(error), (error as Error).message));
  }
}

function gather(json: string): void {
  gathered.push(json);
  characters += json.length;
  if (characters > GATHER_CHARACTERS) takeIn();
  else gathering ??= setTimeout(takeIn, GATHER_MS);
}

function takeIn(): void {
  clearTimeout(gathering);
  gathering = undefined;
  if (gathered.length === 0) return;
  const texts = gathered;
  gathered = [];
  characters = 0;
  try {
    projection.apply(texts.flatMap((json) => parseJson(json) as unknown as AnyEvent[]));
  } catch (error) {
    if (faultOf(error) !== 'full') throw error;
    gathered = texts;
    gathering = setTimeout(takeIn, ROOM_MS);
    return;
  }
  keeping ??= setTimeout(keep, KEEP_MS);
}

function keep(): void {
  clearTimeout(keeping);
  keeping = undefined;
  try {
    durably(() => projection.keep());
  } catch (error) {
    if (faultOf(error) !== 'full') throw error;
    keeping = setTimeout(keep, ROOM_MS);
    return;
  }
  post({ kind: 'kept', position: projection.position });
}

/** Makes one index that is missing, then lets others have their turn. */
function indexNext(): void {
  const [missing, ...others] = missingIndexes(database);
  if (missing === undefined) return;
  post({ kind: 'indexing', left: others.length + 1 });
  indexing = setTimeout(() => {
    try {
      database.exec(missing.sql);
    } catch (error) {
      if (faultOf(error) !== 'full') throw error;
      // the next start will do
      return;
    }
    post({ kind: 'indexing', left: others.length });
    indexNext();
  }, INDEX_PAUSE_MS);
}

function trimSome(): void {
  try {
    if (trim(database, Date.now() - settings.keepFor)) next = setTimeout(trimSome, 50);
  } catch (error) {
    // the next time will do
    if (faultOf(error) !== 'full') throw error;
  }
}

/** Answers with what `work` finds, unless it answered otherwise. */
function reply(id: number, work: () => unknown): void {
  const refuse = (why: Refused, message: string) => post({ kind: 'refused', id, message, why });
  takeIn();
  // whoever asks must see all that happened before
  if (gathered.length > 0) {
    refuse('full', 'what happened last could not be written');
    return;
  }
  try {
    post({ kind: 'answer', id, answer: work() });
  } catch (error) {
    if (error instanceof Slow) post({ kind: 'slow', id });
    else refuse(whyRefused(error), error instanceof Error ? error.message : String(error));
  }
}

class Slow extends Error {}

function ask(question: Question, isLong: boolean): unknown {
  if (isLong && !isAlone) throw new Slow();
  const began = process.threadCpuUsage();
  const check = () => {
    // of the processor: others may hold it meanwhile
    const { user, system } = process.threadCpuUsage(began);
    if ((user + system) / 1_000 > maxMs) throw isAlone ? tooLong(question, maxMs) : new Slow();
  };
  return reader.while(check, () => answer(reader, question));
}

function carryOut(order: Order): void {
  switch (order.order) {
    case 'record':
      projection.record(order.changes);
      break;
    case 'forget':
      forget(database, order.entity, order.keys);
  }
}

/** All of the changes or none, on disk before it returns: nothing else could hand them again after a crash. */
function durably(change: () => void): void {
  database.exec('pragma synchronous = full');
  try {
    change();
  } finally {
    database.exec('pragma synchronous = normal');
  }
}

function post(message: FromWriter): void {
  port?.postMessage(message);
}
