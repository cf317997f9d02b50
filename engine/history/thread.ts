import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { parseJson } from '../feel/json.ts';
import type { AnyEvent } from '../processing/protocol.ts';
import { type Fault, faultOf } from '../store/sqlite-fault.ts';
import { mustBeWritable } from '../store/writable.ts';
import type { FromHistory, HistorySettings, Question, ToHistory } from './messages.ts';
import { Projection } from './projection/projection.ts';
import { createSchema } from './schema/schema.ts';
import { BadQuery } from './search/bad-query.ts';
import { find, search } from './search/search.ts';
import { jobTotals, statistics, usage } from './search/statistics.ts';
import {
  batchPlan,
  callHierarchy,
  decisionDetail,
  definitionStatistics,
  deletedFile,
  elementStatistics,
  incidentsWithin,
  visibleVariables,
} from './search/views.ts';
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

const settings = workerData as HistorySettings;
const port = parentPort;
if (port === null) throw new Error('The history runs in a thread of its own');

const { database, projection } = open();
let gathered: string[] = [];
let characters = 0;
let gathering: NodeJS.Timeout | undefined;
let keeping: NodeJS.Timeout | undefined;
let next: NodeJS.Timeout | undefined;
const trimming = setInterval(trimSome, TRIM_EVERY_MS);
trimSome();

port.on('message', (message: ToHistory) => {
  switch (message.kind) {
    case 'events':
      return gather(message.json);
    case 'begin':
      return durably(() => projection.begin(message.events, message.position));
    case 'question':
      takeIn();
      return reply(message.id, message.question);
    case 'close':
      takeIn();
      if (keeping !== undefined) keep();
      clearTimeout(gathering);
      clearTimeout(keeping);
      clearInterval(trimming);
      clearTimeout(next);
      database.close();
      port.close();
  }
});
post({ kind: 'ready', position: projection.position });

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

function trimSome(): void {
  try {
    if (trim(database, Date.now() - settings.keepFor)) next = setTimeout(trimSome, 50);
  } catch (error) {
    // the next time will do
    if (faultOf(error) !== 'full') throw error;
  }
}

function reply(id: number, question: Question): void {
  const refuse = (why: Fault | 'bad query', message: string) => post({ kind: 'refused', id, message, why });
  // whoever asks must see all that happened before
  if (gathered.length > 0) {
    refuse('full', 'what happened last could not be written');
    return;
  }
  try {
    post({ kind: 'answer', id, answer: answer(question) });
  } catch (error) {
    refuse(
      error instanceof BadQuery ? 'bad query' : faultOf(error),
      error instanceof Error ? error.message : String(error),
    );
  }
}

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'search':
      return search(database, question.entity, question.request);
    case 'find':
      return find(database, question.entity, question.key);
    case 'statistics':
      return elementStatistics(database, question.processInstanceKey);
    case 'definitionStatistics':
      return definitionStatistics(database, question.processDefinitionKey, question.filter);
    case 'decisionDetail':
      return decisionDetail(database, question.key);
    case 'batchPlan':
      return batchPlan(database, question.key);
    case 'deletedFile':
      return deletedFile(database, question.key);
    case 'callHierarchy':
      return callHierarchy(database, question.processInstanceKey);
    case 'counts':
      return statistics(database, question.name, question.request);
    case 'jobTotals':
      return jobTotals(database, question.filter);
    case 'usage':
      return usage(database, question.filter);
    case 'record':
      return durably(() => projection.record(question.changes));
    case 'forget':
      return durably(() => forget(database, question.entity, question.keys));
    case 'incidentsWithin':
      return incidentsWithin(database, question.key, question.request);
    case 'visibleVariables':
      return visibleVariables(database, question.elementInstanceKey, question.of, question.request);
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

function post(message: FromHistory): void {
  port?.postMessage(message);
}
