import { parentPort, workerData } from 'node:worker_threads';
import { Database } from './database.ts';
import { type Fault, faultOf } from './sqlite-fault.ts';
import type { Batch } from './store.ts';

/** What the engine asks of its writer. */
export type Request =
  | { id: number; ask: 'open' }
  | { id: number; ask: 'page'; table: string }
  | { id: number; ask: 'commit'; batch: Batch }
  | { id: number; ask: 'events'; after: number }
  | { id: number; ask: 'copy'; file: string }
  | { id: number; ask: 'close' };

export type Answer = { id: number; value: unknown } | { id: number; error: string; fault: Fault };

// SQLite is synchronous: it lives in a thread of its own so that waiting for the disk holds nobody.
let reading: { table: string; pages: Iterator<unknown, undefined> } | undefined;

/** The next page of the table being read, or of another one; undefined after its last. */
function nextPage(open: Database, table: string): unknown {
  if (reading?.table !== table) reading = { table, pages: open.pages(table) };
  const next = reading.pages.next();
  if (next.done) reading = undefined;
  return next.value;
}

const { path, tables } = workerData as { path: string; tables: string[] };
let database: Database | undefined;

function answer(request: Request): unknown {
  if (request.ask === 'close') return database?.close();
  database ??= new Database(path, tables);
  switch (request.ask) {
    case 'open':
      return {
        position: database.meta('position'),
        nextKey: database.meta('nextKey'),
        forgotten: database.meta('forgotten'),
      };
    case 'page':
      return nextPage(database, request.table);
    case 'commit':
      return database.commit(request.batch);
    case 'events':
      return database.events(request.after);
    case 'copy':
      return database.copyTo(request.file);
  }
}

parentPort?.on('message', async (request: Request) => {
  const { id } = request;
  try {
    parentPort?.postMessage({ id, value: await answer(request) } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).message, fault: faultOf(error) } satisfies Answer);
  }
  if (request.ask === 'close') parentPort?.close();
});
