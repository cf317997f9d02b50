import type { EventPage } from '../loop/event-page.ts';
import type { CheckpointSlice } from './checkpoint.ts';

/** What one commit writes, all or nothing. */
export interface Batch {
  /** Position of the last event processed, and the next key to hand out. */
  position: number;
  nextKey: number;
  /** What changed in the rows of each table, as `linesOf` reads it: what a start replays. Good until it is committed. */
  journal: Uint8Array;
  checkpoint: CheckpointSlice | null;
  /** The events since the last commit, as JSON text; null when events are not kept. */
  events: { last: number; json: string } | null;
  /** Events up to this position can be forgotten. */
  trimTo: number;
}

/** Some rows, as the JSON text of `[key, row][]`: one text is handed over and parsed faster than one for each row. */
export type StoredPage = string;

/** What a store holds at start. */
export interface Loaded {
  position: number;
  nextKey: number;
  /** Events up to this position were forgotten. */
  forgotten: number;
  /** The rows of a table in the order of their keys, page by page. One table after the other. */
  pages(table: string): AsyncIterable<StoredPage>;
}

/** Where the engine keeps what it must not lose. */
export interface Store {
  /** False when it forgets: then nobody need write down what changed. */
  readonly keepsState: boolean;
  load(): Promise<Loaded>;
  /** Resolves when the batch is on disk. One at a time. */
  commit(batch: Batch): Promise<void>;
  /** Committed events, oldest first, from the commit that holds those after a position; a bounded number. */
  readEvents(after: number): Promise<EventPage[]>;
  /** Copies what is on disk to a file that does not exist yet; nothing may be committed meanwhile. Absent: nothing is. */
  copyTo?(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot be opened or written: the engine must not go on. */
export class StoreFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreFailure';
  }
}

/** The disk takes nothing more: nothing of the batch was kept, and it can be tried again. */
export class DiskFull extends StoreFailure {}
