import type { DatabaseSync } from 'node:sqlite';
import type { AnyEvent } from '../../processing/protocol.ts';
import type { LiveEvent } from '../alive.ts';
import type { Change } from '../messages.ts';
import { projectClusterVariables } from './cluster-variables.ts';
import { projectDecisions } from './decisions.ts';
import { projectDefinitions } from './definitions.ts';
import { projectGlobalListeners } from './global-listeners.ts';
import { projectIncidents } from './incidents.ts';
import { projectInstances } from './instances.ts';
import { projectJobs } from './jobs.ts';
import { projectMessageSubscriptions } from './message-subscriptions.ts';
import { Rows } from './rows.ts';
import { projectUserTasks } from './user-tasks.ts';
import { projectVariables } from './variables.ts';

const PROJECTIONS = [
  projectDefinitions,
  projectInstances,
  projectVariables,
  projectJobs,
  projectUserTasks,
  projectIncidents,
  projectDecisions,
  projectMessageSubscriptions,
  projectGlobalListeners,
  projectClusterVariables,
];

/** Turns committed events into rows. One batch is one transaction that also moves the position: handed twice, done once. */
export class Projection {
  readonly #database: DatabaseSync;
  readonly #rows: Rows;
  #position: number;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#rows = new Rows(database);
    this.#position = Number(this.#rows.first('select value from position where id = 1', [])?.value ?? 0);
  }

  /** Position of the last event taken in. */
  get position(): number {
    return this.#position;
  }

  apply(events: readonly AnyEvent[]): void {
    const fresh = events.filter((event) => event.position > this.#position);
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.#together(() => {
      for (const event of fresh) for (const project of PROJECTIONS) project(this.#rows, event);
      this.#writePosition(last.position);
    });
    this.#rows.files.clear();
    this.#position = last.position;
  }

  /** Takes in what was alive when the history began. Its position moves with the last of it: until then, it begins again. */
  begin(events: readonly LiveEvent[], position: number | null): void {
    this.#together(() => {
      for (const event of events)
        for (const project of PROJECTIONS) project(this.#rows, { ...event, position: 0 } as AnyEvent);
      if (position !== null) this.#writePosition(position);
    });
    if (position === null) return;
    this.#rows.files.clear();
    this.#position = position;
  }

  /** One transaction more, which brings those before it to the disk with it. */
  keep(): void {
    this.#together(() => this.#writePosition(this.#position));
  }

  /** Writes rows that no event records. */
  record(changes: readonly Change[]): void {
    this.#together(() => {
      for (const { entity, row } of changes) this.#rows.put(entity, row);
    });
  }

  #writePosition(position: number): void {
    this.#rows.run('insert or replace into position (id, value) values (1, ?)', [String(position)]);
  }

  #together(work: () => void): void {
    this.#database.exec('begin');
    try {
      work();
      this.#rows.flush();
      this.#database.exec('commit');
    } catch (error) {
      this.#rows.drop();
      // a full disk may have undone it already
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }
}
