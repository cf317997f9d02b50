import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { AnyEvent } from '../processing/protocol.ts';
import { BadQuery } from './bad-query.ts';
import type { Change, FromHistory, HistorySettings, Question, ToHistory } from './messages.ts';
import { Projection } from './projection.ts';
import { createSchema } from './schema.ts';
import { find, search } from './search.ts';
import { trim } from './trim.ts';
import { batchPlan, decisionDetail, definitionStatistics, elementStatistics, visibleVariables } from './views.ts';

const TRIM_EVERY_MS = 3_600_000;

const settings = workerData as HistorySettings;
const port = parentPort;
if (port === null) throw new Error('The history runs in a thread of its own');

const database = new DatabaseSync(settings.file);
// A power cut may lose the last transactions, never corrupt: the engine keeps its events until they are acknowledged.
database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000');
createSchema(database);
const projection = new Projection(database);
let next: NodeJS.Timeout | undefined;
const trimming = setInterval(forget, TRIM_EVERY_MS);
forget();

port.on('message', (message: ToHistory) => {
  switch (message.kind) {
    case 'events':
      projection.apply(JSON.parse(message.json) as AnyEvent[]);
      return tell({ kind: 'applied', position: projection.position });
    case 'question':
      return reply(message.id, message.question);
    case 'close':
      clearInterval(trimming);
      clearTimeout(next);
      database.close();
      port.close();
  }
});
tell({ kind: 'ready', position: projection.position });

function forget(): void {
  if (trim(database, Date.now() - settings.keepFor)) next = setTimeout(forget, 50);
}

function reply(id: number, question: Question): void {
  try {
    tell({ kind: 'answer', id, answer: answer(question) });
  } catch (error) {
    tell({
      kind: 'refused',
      id,
      message: error instanceof Error ? error.message : String(error),
      bad: error instanceof BadQuery,
    });
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
    case 'record':
      return record(question.changes);
    case 'visibleVariables':
      return visibleVariables(database, question.elementInstanceKey, question.request);
  }
}

/** All of the changes or none, on disk before it returns: nothing else could tell them again after a crash. */
function record(changes: readonly Change[]): void {
  database.exec('pragma synchronous = full');
  try {
    projection.record(changes);
  } finally {
    database.exec('pragma synchronous = normal');
  }
}

function tell(message: FromHistory): void {
  port?.postMessage(message);
}
