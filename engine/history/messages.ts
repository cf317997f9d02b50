import type { Fault } from '../store/sqlite-fault.ts';
import type { LiveEvent } from './alive.ts';
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

/** What the history's thread can be asked. */
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
  | { readonly ask: 'record'; readonly changes: readonly Change[] }
  | { readonly ask: 'forget'; readonly entity: Forgettable; readonly keys: readonly string[] }
  | { readonly ask: 'incidentsWithin'; readonly key: string; readonly request: SearchRequest }
  | {
      readonly ask: 'visibleVariables';
      readonly elementInstanceKey: string;
      readonly of: 'allScopes' | 'nearestScope';
      readonly request: SearchRequest;
    };

/** Main thread → history's thread. One queue for both: a question sees every event sent before it. */
export type ToHistory =
  | { readonly kind: 'events'; readonly json: string }
  /** What was alive at a position, to begin with: some of it, or, with the position, the last of it. */
  | { readonly kind: 'begin'; readonly events: readonly LiveEvent[]; readonly position: number | null }
  | { readonly kind: 'question'; readonly id: number; readonly question: Question }
  | { readonly kind: 'close' };

/** History's thread → main thread. */
export type FromHistory =
  | { readonly kind: 'ready'; readonly position: number }
  | { readonly kind: 'kept'; readonly position: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string; readonly why: Fault | 'bad query' };

/** What the thread is started with. */
export interface HistorySettings {
  /** Path of the file, or `:memory:`. */
  readonly file: string;
  /** How long what is over is kept, in milliseconds. */
  readonly keepFor: number;
}
