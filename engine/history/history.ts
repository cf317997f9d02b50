import { Worker } from 'node:worker_threads';
import { YOUNG_MB } from '../memory.ts';
import { type Engine, Rejection } from '../processing/protocol.ts';
import { StoreFailure } from '../store/store.ts';
import { alive, type LiveEvent } from './alive.ts';
import type { Change, Forgettable, FromHistory, HistorySettings, Question, ToHistory } from './messages.ts';
import type { EntityName } from './schema/entities.ts';
import { BadQuery } from './search/bad-query.ts';
import type { SearchRequest, SearchResult } from './search/search.ts';
import type { StatisticsName } from './search/statistics.ts';
import { whyUnusable } from './unusable.ts';

export type { SearchRequest, SearchResult } from './search/search.ts';

/** So many events go to a history that begins anew at once. */
const TOLD_AT_ONCE = 1_000;

type Found = Record<string, unknown>;

/** What happened, live and over, for searches. Every question sees the events committed before it was asked. */
export interface History {
  /** Rejects with BadQuery when the request cannot be understood. */
  search(entity: EntityName, request: SearchRequest): Promise<SearchResult>;
  find(entity: EntityName, key: string): Promise<Found | null>;
  statistics(processInstanceKey: string): Promise<Found[]>;
  /** Instances of a definition at each element, those that the filter of a process-instance search keeps. */
  definitionStatistics(processDefinitionKey: string, filter: unknown): Promise<Found[]>;
  decisionDetail(key: string): Promise<Found | null>;
  /** From the instance at the top of all calls down to this one. */
  callHierarchy(processInstanceKey: string): Promise<Found[]>;
  /** One page of counts. */
  counts(name: StatisticsName, request: SearchRequest): Promise<SearchResult>;
  /** `filter`: `from`, `to` and, for jobs, `jobType`. */
  totals(of: 'jobTotals' | 'usage', filter: Found): Promise<Found>;
  batchPlan(key: string): Promise<never>;
  /** Of a process definition that is deleted. */
  deletedFile(key: string): Promise<string | null>;
  /** Writes rows that no event records, on disk when it resolves. */
  record(changes: readonly Change[]): Promise<void>;
  /** Removes what has these keys for good, on disk when it resolves. */
  forget(entity: Forgettable, keys: readonly string[]): Promise<void>;
  /** `key`: a process instance or an element instance; what it called counts too. */
  incidentsWithin(key: string, request: SearchRequest): Promise<SearchResult>;
  /** `of`: a name that several scopes hold is shown for each, or of the nearest alone. */
  visibleVariables(
    elementInstanceKey: string,
    of: 'allScopes' | 'nearestScope',
    request: SearchRequest,
  ): Promise<SearchResult>;
  /** Null while it works; else why it does not. */
  readonly failure: Error | null;
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * Opens the history beside an engine and feeds it from where it stood. SQLite is synchronous: it has a thread of its
 * own, so that a search never holds the gateway.
 */
export async function openHistory(
  engine: Engine,
  settings: HistorySettings,
  onFailure: (error: Error) => void,
): Promise<History> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, Waiting>();
  let failure: Error | null = null;
  let questions = 0;
  const fail = (error: Error) => {
    failure ??= error;
    for (const one of waiting.values())
      one.reject(new Rejection('UNAVAILABLE', `The history is not available: ${error.message}`));
    waiting.clear();
  };
  let isOpen = false;
  thread.on('error', (error: Error) => {
    fail(error);
    if (isOpen) onFailure(error);
  });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));

  const position = await new Promise<number>((resolve, reject) => {
    thread.once('error', (error: Error) => reject(new StoreFailure(error.message)));
    thread.on('message', (message: FromHistory) => {
      switch (message.kind) {
        case 'ready':
          return resolve(message.position);
        case 'kept':
          return engine.acknowledgeEvents(message.position);
        case 'answer':
          waiting.get(message.id)?.resolve(message.answer);
          return waiting.delete(message.id);
        case 'refused':
          waiting.get(message.id)?.reject(refusal(settings.file, message));
          return waiting.delete(message.id);
      }
    });
  });
  isOpen = true;
  const { committedPosition, forgottenPosition } = engine;
  const fault = position > committedPosition ? 'ahead' : position > 0 && position < forgottenPosition ? 'behind' : null;
  if (fault !== null) {
    await thread.terminate();
    const reason = `it stands at position ${position}, the engine at ${committedPosition}`;
    throw new StoreFailure(whyUnusable(settings.file, fault, reason));
  }

  const send = (message: ToHistory) => thread.postMessage(message);
  const isAnew = position < forgottenPosition;
  if (isAnew) begin(engine, send);
  const following = engine.onEventTexts((json) => send({ kind: 'events', json }), {
    fromPosition: isAnew ? committedPosition : position,
  });
  // the first question, too, must see all that was committed before it
  await following.caughtUp;
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure !== null)
        return reject(new Rejection('UNAVAILABLE', `The history is not available: ${failure.message}`));
      const id = ++questions;
      waiting.set(id, { resolve, reject });
      send({ kind: 'question', id, question });
    });

  return {
    search: (entity, request) => ask({ ask: 'search', entity, request }) as Promise<SearchResult>,
    find: (entity, key) => ask({ ask: 'find', entity, key }) as Promise<Found | null>,
    statistics: (processInstanceKey) => ask({ ask: 'statistics', processInstanceKey }) as Promise<Found[]>,
    definitionStatistics: (processDefinitionKey, filter) =>
      ask({ ask: 'definitionStatistics', processDefinitionKey, filter }) as Promise<Found[]>,
    decisionDetail: (key) => ask({ ask: 'decisionDetail', key }) as Promise<Found | null>,
    callHierarchy: (processInstanceKey) => ask({ ask: 'callHierarchy', processInstanceKey }) as Promise<Found[]>,
    counts: (name, request) => ask({ ask: 'counts', name, request }) as Promise<SearchResult>,
    totals: (of, filter) => ask({ ask: of, filter }) as Promise<Found>,
    batchPlan: (key) => ask({ ask: 'batchPlan', key }) as Promise<never>,
    deletedFile: (key) => ask({ ask: 'deletedFile', key }) as Promise<string | null>,
    record: (changes) => ask({ ask: 'record', changes }) as Promise<void>,
    forget: (entity, keys) => ask({ ask: 'forget', entity, keys }) as Promise<void>,
    incidentsWithin: (key, request) => ask({ ask: 'incidentsWithin', key, request }) as Promise<SearchResult>,
    visibleVariables: (elementInstanceKey, of, request) =>
      ask({ ask: 'visibleVariables', elementInstanceKey, of, request }) as Promise<SearchResult>,
    get failure() {
      return failure;
    },
    close: async () => {
      following.stop();
      send({ kind: 'close' });
      await ended;
      fail(new Error('it is closed'));
    },
  };
}

/** What happened before can no longer be known: what is alive is. */
function begin(engine: Engine, send: (message: ToHistory) => void): void {
  let events: LiveEvent[] = [];
  for (const event of alive(engine.state)) {
    events.push(event);
    if (events.length < TOLD_AT_ONCE) continue;
    send({ kind: 'begin', events, position: null });
    events = [];
  }
  send({ kind: 'begin', events, position: engine.committedPosition });
}

function refusal(file: string, { why, message }: FromHistory & { kind: 'refused' }): Error {
  switch (why) {
    case 'bad query':
      return new BadQuery(message);
    case 'full':
      return new Rejection('RESOURCE_EXHAUSTED', whyUnusable(file, why, message));
    case 'damaged':
      return new Rejection('UNAVAILABLE', whyUnusable(file, why, message));
    default:
      return new Rejection('INTERNAL', message);
  }
}
