import type { AnyEvent } from '../processing/protocol.ts';
import type { State } from '../state/state.ts';
import type { Checkpoint } from '../store/checkpoint.ts';
import type { JournalLines } from '../store/journal-lines.ts';
import type { Batch } from '../store/store.ts';
import type { Answer } from './callers.ts';
import type { EventPage } from './event-page.ts';

/** How much of what happens is kept on disk. */
interface Keeping {
  /** Absent when the store keeps nothing. */
  readonly checkpoint: Checkpoint | undefined;
  readonly lines: JournalLines;
  readonly keepEvents: boolean;
}

/** So many characters are written several times over, and held until they are on disk. */
const FULL = 16_000_000;

const NOTHING = new Uint8Array();

/** What came of the commands played since the last commit, and who is answered once it is on disk. */
export class CommitGroup {
  readonly events: AnyEvent[] = [];
  readonly answers: Answer[] = [];
  readonly availableTypes = new Set<string>();
  /** About how many characters of variables and the like it holds. */
  written = 0;

  get isEmpty(): boolean {
    return this.events.length === 0 && this.answers.length === 0;
  }

  /** More would be too much to write down at once: what waits is played once this is on its way to the disk. */
  get isFull(): boolean {
    return this.written > FULL;
  }

  /** What the store must write for it. With a checkpoint, the changed rows are written down and taken along by it. */
  batch(
    state: State,
    page: EventPage,
    { checkpoint, lines, nextKey, keepEvents, trimTo }: Pick<Batch, 'nextKey' | 'trimTo'> & Keeping,
  ): Batch {
    const position = page.last;
    const events = keepEvents ? { last: position, json: page.json } : null;
    const batch = { position, nextKey, events, trimTo };
    if (checkpoint === undefined) {
      for (const table of state.tables) table.forgetChanges();
      return { ...batch, journal: NOTHING, checkpoint: null };
    }
    let changed = 0;
    lines.begin();
    for (const table of state.tables) {
      const rows = table.takeChanges();
      lines.add(table.name, rows);
      changed += rows.length;
    }
    const journal = lines.bytes;
    return { ...batch, journal, checkpoint: checkpoint.next({ changed, length: journal.length }) };
  }
}
