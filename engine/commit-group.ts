import type { AnyEvent } from './processing/protocol.ts';
import type { State } from './state/state.ts';
import type { Batch } from './store/store.ts';

/** What came of the commands played since the last commit, and who is answered once it is on disk. */
export class CommitGroup {
  readonly events: AnyEvent[] = [];
  readonly answers: (() => void)[] = [];
  readonly availableTypes = new Set<string>();

  get isEmpty(): boolean {
    return this.events.length === 0 && this.answers.length === 0;
  }

  answerAll(): void {
    for (const answer of this.answers) answer();
  }

  /** What the store must write for it. */
  batch(state: State, nextKey: number, keepEvents: boolean, trimTo: number): Batch {
    const first = this.events[0]?.position ?? 0;
    const position = this.events.at(-1)?.position ?? 0;
    const changes: Batch['changes'] = [];
    for (const table of state.tables) {
      const rows = table.takeChanges();
      if (rows.length > 0) changes.push([table.name, rows]);
    }
    const events = keepEvents ? { first, last: position, json: JSON.stringify(this.events) } : null;
    return { position, nextKey, changes, events, trimTo };
  }
}
