import { Worker } from 'node:worker_threads';
import { withoutExactNumbers } from '../feel/json.ts';
import { YOUNG_MB } from '../memory.ts';
import { type Engine, Rejection } from '../processing/protocol.ts';
import { StoreFailure } from '../store/store.ts';
import { alive, type LiveEvent } from './alive.ts';
import type { Change, Forgettable, FromWriter, HistorySettings, Order, Question, Reply, ToWriter } from './messages.ts';
import { LogLength } from './reading/log-length.ts';
import { LongOnes } from './reading/long-ones.ts';
import { SlowSearches } from './reading/slow-searches.ts';
import type { EntityName } from './schema/entities.ts';
import { BadQuery, TOO_LARGE, UnreadableQuery } from './search/bad-query.ts';
import type { SearchRequest, SearchResult } from './search/search.ts';
import type { StatisticsName } from './search/statistics.ts';
import { TooLong } from './search/time-limit.ts';
import { whyUnusable } from './unusable.ts';

export type { SearchRequest, SearchResult } from './search/search.ts';

/** So many events go to a history that begins anew at once. */
const TOLD_AT_ONCE = 1_000;

/** How long a search may read. */
const MAX_SEARCH_MS = 10_000;

type Found = Record<string, unknown>;

/**
 * What can be asked of the history. Every question sees the events committed before it was asked; it rejects with TooLong
 * when it reads for too long, with RESOURCE_EXHAUSTED when too many wait that read long.
 */
export interface Questions {
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
  /** `key`: a process instance or an element instance; what it called counts too. */
  incidentsWithin(key: string, request: SearchRequest): Promise<SearchResult>;
  /** `of`: a name that several scopes hold is shown for each, or of the nearest alone. */
  visibleVariables(
    elementInstanceKey: string,
    of: 'allScopes' | 'nearestScope',
    request: SearchRequest,
  ): Promise<SearchResult>;
}

/** What happened, live and over, for searches. */
export interface History extends Questions {
  /** The same questions for a caller who may leave: what is read for them ends with `signal`. */
  until(signal: AbortSignal): Questions;
  /** Writes rows that no event records, on disk when it resolves. */
  record(changes: readonly Change[]): Promise<void>;
  /** Removes what has these keys for good, on disk when it resolves. */
  forget(entity: Forgettable, keys: readonly string[]): Promise<void>;
  /** Null while it works; else why it does not. */
  readonly failure: Error | null;
  /** Indexes yet to be made of a large file that an earlier engine wrote: searches by them take longer meanwhile. */
  readonly missingIndexes: number;
  close(): Promise<void>;
}

interface Waiting {
  resolve(reply: Reply | 'slow'): void;
  reject(error: Error): void;
}

/**
 * Opens the history beside an engine and feeds it from where it stood. SQLite is synchronous: it is written in
 * a thread of its own, which answers what takes it little time; the rest is read in another (reading/).
 */
export async function openHistory(
  engine: Engine,
  { maxSearchMs = MAX_SEARCH_MS, ...given }: HistorySettings,
  onFailure: (error: Error) => void,
): Promise<History> {
  const settings = { ...given, maxSearchMs };
  const thread = new Worker(new URL('./writer.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, Waiting>();
  let failure: Error | null = null;
  let questions = 0;
  let missingIndexes = 0;
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
    thread.on('message', (message: FromWriter) => {
      switch (message.kind) {
        case 'ready':
          return resolve(message.position);
        case 'kept':
          return engine.acknowledgeEvents(message.position);
        case 'indexing':
          missingIndexes = message.left;
          return;
        default:
          waiting.get(message.id)?.resolve(message.kind === 'slow' ? 'slow' : message);
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

  const send = (message: ToWriter) => thread.postMessage(message);
  const isAnew = position < forgottenPosition;
  if (isAnew) begin(engine, send);
  const following = engine.onEventTexts((json) => send({ kind: 'events', json }), {
    fromPosition: isAnew ? committedPosition : position,
  });
  // the first question, too, must see all that was committed before it
  await following.caughtUp;
  const tell = (message: (id: number) => ToWriter): Promise<Reply | 'slow'> =>
    new Promise((resolve, reject) => {
      if (failure !== null)
        return reject(new Rejection('UNAVAILABLE', `The history is not available: ${failure.message}`));
      const id = ++questions;
      waiting.set(id, { resolve, reject });
      send(message(id));
    });
  const log = new LogLength(settings.file, () => tell((id) => ({ kind: 'shorten', id })));
  const longOnes = new LongOnes();
  const slowSearches = () => new SlowSearches(settings, () => log.bound());
  // whoever looks for their work never waits for whoever searches through what is over
  const tasks = slowSearches();
  const others = slowSearches();
  const ask = async (asked: Question, signal?: AbortSignal): Promise<unknown> => {
    signal?.throwIfAborted();
    const question = withoutExactNumbers(asked);
    const isLong = longOnes.has(question);
    const quick = await tell((id) => ({ kind: 'question', id, question, isLong }));
    signal?.throwIfAborted();
    if (quick !== 'slow') return answerOf(quick);
    if (!isLong) longOnes.add(question);
    const isOfTasks = question.ask === 'search' && question.entity === 'userTask';
    return answerOf(await (isOfTasks ? tasks : others).ask(++questions, question, signal));
  };
  const order = async (one: Order): Promise<void> => {
    const reply = await tell((id) => ({ kind: 'order', id, order: withoutExactNumbers(one) }));
    if (reply !== 'slow') answerOf(reply);
  };
  const answerOf = (reply: Reply): unknown => {
    if (reply.kind === 'refused') throw refusal(settings.file, reply);
    return reply.answer;
  };

  return {
    ...questionsOf(ask),
    until: (signal) => questionsOf((question) => ask(question, signal)),
    record: (changes) => order({ order: 'record', changes }),
    forget: (entity, keys) => order({ order: 'forget', entity, keys }),
    get failure() {
      return failure;
    },
    get missingIndexes() {
      return missingIndexes;
    },
    close: async () => {
      following.stop();
      await Promise.all([tasks.close(), others.close()]);
      send({ kind: 'close' });
      await ended;
      fail(new Error('it is closed'));
    },
  };
}

function questionsOf(ask: (question: Question) => Promise<unknown>): Questions {
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
    incidentsWithin: (key, request) => ask({ ask: 'incidentsWithin', key, request }) as Promise<SearchResult>,
    visibleVariables: (elementInstanceKey, of, request) =>
      ask({ ask: 'visibleVariables', elementInstanceKey, of, request }) as Promise<SearchResult>,
  };
}

/** What happened before can no longer be known: what is alive is. */
function begin(engine: Engine, send: (message: ToWriter) => void): void {
  let events: LiveEvent[] = [];
  for (const event of alive(engine.state)) {
    events.push(event);
    if (events.length < TOLD_AT_ONCE) continue;
    send({ kind: 'begin', json: JSON.stringify(events), position: null });
    events = [];
  }
  send({ kind: 'begin', json: JSON.stringify(events), position: engine.committedPosition });
}

function refusal(file: string, { why, message }: Reply & { kind: 'refused' }): Error {
  switch (why) {
    case 'unreadable query':
      return new UnreadableQuery(message);
    case 'bad query':
      return new BadQuery(message);
    case 'too long':
      return new TooLong(message);
    case 'too large':
      return new BadQuery(TOO_LARGE);
    case 'full':
      return new Rejection('RESOURCE_EXHAUSTED', whyUnusable(file, why, message));
    case 'damaged':
      return new Rejection('UNAVAILABLE', whyUnusable(file, why, message));
    default:
      return new Rejection('INTERNAL', message);
  }
}
