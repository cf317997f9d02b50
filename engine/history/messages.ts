import type { Fault } from '../store/sqlite-fault.ts';
import type { EntityName } from './schema/entities.ts';
import type { SearchRequest } from './search/search.ts';
import type { StatisticsName } from './search/statistics.ts';

/** A row to add, or to complete, that no event of the engine records. Fields left out, or undefined, stay as they are. */
export interface Change {
  readonly entity: EntityName;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a caller can have removed before its time is over. */
export type Forgettable = 'processInstance' | 'decisionInstance' | 'document';

/** What the history can be asked. */
export type Question =
  | { readonly ask: 'search'; readonly entity: EntityName; readonly request: SearchRequest }
  | { readonly ask: 'find'; readonly entity: EntityName; readonly key: string }
  | { readonly ask: 'statistics'; readonly processInstanceKey: string }
  | { readonly ask: 'definitionStatistics'; readonly processDefinitionKey: string; readonly filter: unknown }
  | { readonly ask: 'decisionDetail'; readonly key: string }
  | { readonly ask: 'batchPlan' | 'deletedFile'; readonly key: string }
  | { readonly ask: 'callHierarchy'; readonly processInstanceKey: string }
  | { readonly ask: 'counts'; readonly name: StatisticsName; readonly request: SearchRequest }
  | { readonly ask: 'jobTotals' | 'usage'; readonly filter: Readonly<Record<string, unknown>> }
  | { readonly ask: 'incidentsWithin'; readonly key: string; readonly request: SearchRequest }
  | {
      readonly ask: 'visibleVariables';
      readonly elementInstanceKey: string;
      readonly of: 'allScopes' | 'nearestScope';
      readonly request: SearchRequest;
    };

/** A change that no event of the engine makes. */
export type Order =
  | { readonly order: 'record'; readonly changes: readonly Change[] }
  | { readonly order: 'forget'; readonly entity: Forgettable; readonly keys: readonly string[] };

/** Main thread → writer. One queue for all: a question sees every event sent before it. */
export type ToWriter =
  | { readonly kind: 'events'; readonly json: string }
  /** What was alive at a position, to begin with: some of it (`LiveEvent`s), or, with the position, the last of it. */
  | { readonly kind: 'begin'; readonly json: string; readonly position: number | null }
  /** One that is known to be long is slow at once. */
  | { readonly kind: 'question'; readonly id: number; readonly question: Question; readonly isLong: boolean }
  | { readonly kind: 'order'; readonly id: number; readonly order: Order }
  /** Make the log of what was written short again, now that nobody reads. */
  | { readonly kind: 'shorten'; readonly id: number }
  | { readonly kind: 'close' };

/** Writer → main thread. */
export type FromWriter =
  | { readonly kind: 'ready'; readonly position: number }
  | { readonly kind: 'kept'; readonly position: number }
  /** So many indexes are yet to be made, of a large file that an earlier engine wrote. */
  | { readonly kind: 'indexing'; readonly left: number }
  /** The question takes longer than the writer may pause for; what happened before it is there for whoever reads. */
  | { readonly kind: 'slow'; readonly id: number }
  | Reply;

/** What became of a question or an order. */
export type Reply =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string; readonly why: Refused };

export type Refused = Fault | 'unreadable query' | 'bad query' | 'too long' | 'too large';

/** Main thread → reader of slow searches, one at a time. */
export type ToReader =
  | { readonly kind: 'question'; readonly id: number; readonly question: Question }
  | { readonly kind: 'close' };

/** What the reader of slow searches is started with. */
export interface ReaderSettings {
  readonly file: string;
  readonly maxSearchMs: number;
  /** The id of the search that nobody waits for any more. */
  readonly left: Int32Array<SharedArrayBuffer>;
}

/** What the thread is started with. */
export interface HistorySettings {
  /** Path of the file, or `:memory:`. */
  readonly file: string;
  /** How long what is over is kept, in milliseconds. */
  readonly keepFor: number;
  /** How long a search may read; ten seconds when it is not said. */
  readonly maxSearchMs?: number;
}
