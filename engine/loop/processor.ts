import { setTimeout as pause } from 'node:timers/promises';
import { UnreadModels } from '../processing/models.ts';
import { type PlayableValue, play } from '../processing/play.ts';
import type { CommandType, Instant } from '../processing/protocol.ts';
import { Rejection } from '../processing/rejection.ts';
import { Turn, type TurnParts } from '../processing/turn.ts';
import { Checkpoint } from '../store/checkpoint.ts';
import { JournalLines } from '../store/journal-lines.ts';
import { type Batch, DiskFull, type Store } from '../store/store.ts';
import { type Caller, Callers } from './callers.ts';
import { withBearableTexts } from './command-texts.ts';
import { CommitGroup } from './commit-group.ts';
import { Due } from './due.ts';
import { EventFeed } from './event-feed.ts';
import { EventPage } from './event-page.ts';
import { HistoryLag } from './history-lag.ts';
import { JobSubscriptions } from './job-subscriptions.ts';
import { isMemoryShort } from './memory-guard.ts';
import { ModelReader } from './model-reader.ts';

interface Parts extends TurnParts {
  store: Store;
  position: number;
  forgotten: number;
  keepEvents: boolean;
  systemClock: () => Instant;
  onFailure: (error: Error) => void;
  onDiskFull: (error: Error | null) => void;
  onInternalError: (error: unknown, commandType: CommandType) => void;
}

/** Refused when too much waits already; ending work is never refused. */
const NEW_WORK: ReadonlySet<CommandType> = new Set<CommandType>([
  'CREATE_PROCESS_INSTANCE',
  'CREATE_PROCESS_INSTANCE_WITH_RESULT',
  'PUBLISH_MESSAGE',
  'CORRELATE_MESSAGE',
  'BROADCAST_SIGNAL',
  'DEPLOY_RESOURCES',
]);
const MAX_WAITING = 50_000;
/** What makes more live, and can wait until there is room. */
const GROWING: ReadonlySet<CommandType> = new Set<CommandType>([
  ...NEW_WORK,
  'SET_VARIABLES',
  'MODIFY_PROCESS_INSTANCE',
]);
/** Maximum time of playing before others (sockets, commits) get their turn. */
const SLICE_MS = 5;
/** Maximum sleep: a clock that jumps is noticed within this time. */
const MAX_SLEEP_MS = 60_000;
/** How soon to look again whether the history has caught up; it wakes the engine itself when it does. */
const LAG_SLEEP_MS = 1_000;
/** How soon to try again to write on a disk that was full. */
const ROOM_SLEEP_MS = 500;

/**
 * The loop: takes commands in order, plays them on the state in memory, and commits what came of them in groups.
 * While one group is being written the next is being played; nobody is answered before their group is on disk.
 */
export class Processor {
  readonly jobs = new JobSubscriptions();
  readonly feed: EventFeed;
  readonly #parts: Parts;
  readonly #due: Due;
  readonly #callers = new Callers();
  #queue: Caller[] = [];
  #position: number;
  #scheduled = false;
  #writing: Promise<void> | undefined;
  readonly #reader: ModelReader<Caller>;
  #alarm: NodeJS.Timeout | undefined;
  #closed = false;
  #failure: Error | undefined;
  /** Set while the disk takes nothing. */
  #full: Rejection | undefined;
  /** What is being played, and what is being written. */
  #group = new CommitGroup();
  #written: CommitGroup | undefined;
  #trimTo = 0;
  /** Nothing is forgotten meanwhile: a history is being copied that still needs it. */
  #retained = false;
  /** Nothing is committed meanwhile. */
  #held = false;
  #forgotten: number;
  readonly #lag = new HistoryLag();
  /** Absent when the store keeps nothing. */
  readonly #checkpoint: Checkpoint | undefined;
  readonly #lines = new JournalLines();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#position = parts.position;
    this.#forgotten = parts.forgotten;
    this.#due = new Due(parts.state);
    this.#reader = new ModelReader(parts.state, parts.models, () => this.#schedule());
    this.#checkpoint = parts.store.keepsState ? new Checkpoint(parts.state.tables as never) : undefined;
    this.feed = new EventFeed(
      parts.position,
      (after) => parts.store.readEvents(after),
      (error) => this.#fail(error),
    );
    this.#schedule();
  }

  now(): Instant {
    const { state, systemClock } = this.#parts;
    return (state.clock.size === 0 ? undefined : state.clock.get('pin')) ?? systemClock();
  }

  /** Why nothing is accepted now. */
  get trouble(): Error | null {
    return this.#failure ?? this.#full ?? null;
  }

  submit<T extends CommandType>(type: T, value: PlayableValue<T>, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const unavailable = this.#unavailable();
      if (unavailable !== undefined) return reject(unavailable);
      if (signal?.aborted === true) return reject(signal.reason);
      if (NEW_WORK.has(type) && this.#queue.length > MAX_WAITING) {
        return reject(
          new Rejection('RESOURCE_EXHAUSTED', `More than ${MAX_WAITING} commands are waiting: try again later`),
        );
      }
      if (GROWING.has(type) && isMemoryShort()) {
        return reject(new Rejection('RESOURCE_EXHAUSTED', 'The memory of the engine is nearly full: try again later'));
      }
      const caller: Caller = { type, value: withBearableTexts(value), settled: false, resolve, reject };
      this.#callers.enter(caller, signal);
      this.#queue.push(caller);
      this.#schedule();
    });
  }

  /** Events up to this position can no longer be followed. */
  get forgottenPosition(): number {
    return this.#forgotten;
  }

  acknowledge(position: number): void {
    const wasLong = this.#isHistoryBehind();
    this.#lag.acknowledge(position);
    if (wasLong && !this.#isHistoryBehind()) this.#schedule();
    this.#trimTo = Math.max(this.#trimTo, Math.min(position, this.feed.committedPosition));
  }

  /** No event is forgotten from now on, whoever acknowledges it, until the answered function is called. */
  retainEvents(): () => void {
    this.#retained = true;
    return () => {
      this.#retained = false;
    };
  }

  /**
   * Copies what is on disk to `file`, and holds: nothing is committed, and nobody who waits for that is answered, until
   * the answered function is called.
   */
  async copyStore(file: string): Promise<() => void> {
    const { store } = this.#parts;
    if (store.copyTo === undefined) throw new Rejection('INVALID_STATE', 'This engine keeps nothing on disk');
    if (this.#held) throw new Rejection('INVALID_STATE', 'The engine is being copied already');
    this.#held = true;
    const release = () => {
      this.#held = false;
      this.#flush();
      this.#schedule();
    };
    try {
      await this.#writing;
      await store.copyTo(file);
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#held = false;
    clearTimeout(this.#alarm);
    do {
      this.#takeReady();
      this.#playWaiting(Number.POSITIVE_INFINITY);
      this.#flush();
      await this.#reader.done;
      await this.#writing;
    } while (this.#failure === undefined && !(this.#isIdle() && this.#group.isEmpty && !this.#writing));
    this.#rejectAll(new Rejection('UNAVAILABLE', 'The engine is closed'));
    await this.#parts.store.close();
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      try {
        this.#turnOver();
      } catch (error) {
        // outside any command: what is in memory can no longer be trusted
        this.#fail(error as Error);
      }
    });
  }

  /** Plays for one slice, then lets the group be written. */
  #turnOver(): void {
    if (this.#closed || this.#unavailable() !== undefined || this.#group.isFull) return;
    this.#takeReady();
    this.#playDue(performance.now() + SLICE_MS);
    this.#playWaiting(performance.now() + SLICE_MS);
    this.#flush();
    // gone on with once the group before this one is on disk
    if (this.#group.isFull) return;
    if (this.#queue.length > 0) this.#schedule();
    else this.#setAlarm();
  }

  #isIdle(): boolean {
    return this.#queue.length === 0 && this.#reader.commands.length === 0;
  }

  #playWaiting(until: number): void {
    let played = 0;
    while (!this.#group.isFull && played < this.#queue.length && performance.now() < until)
      this.#playOne(this.#queue[played++] as Caller);
    this.#queue = played === this.#queue.length ? [] : this.#queue.slice(played);
  }

  /** What was set aside until its models were read goes before what came since. */
  #takeReady(): void {
    const ready = this.#reader.takeReady();
    if (ready.length === 0) return;
    for (const { due } of ready) if (due !== undefined) this.#due.release(due);
    this.#queue = [...ready.filter(({ due }) => due === undefined), ...this.#queue];
  }

  #playOne(caller: Caller): void {
    if (caller.settled) return;
    const { state, keys } = this.#parts;
    const turn = new Turn(this.#parts, this.now(), this.#position);
    const firstKey = keys.next;
    try {
      const result = play(turn, caller.type, caller.value as never);
      this.#keep(turn, caller, result);
    } catch (error) {
      state.journal.rollback(0);
      keys.next = firstKey;
      if (error instanceof UnreadModels) this.#setAside(caller, error);
      else this.#refuse(caller, error);
    } finally {
      state.journal.clear();
    }
  }

  /** It is played again, as if for the first time, once the models that it needs are read. */
  #setAside(caller: Caller, { definitionKeys }: UnreadModels): void {
    if (caller.due !== undefined) this.#due.holdBack(caller.due);
    this.#reader.readFor(caller, definitionKeys);
  }

  #keep(turn: Turn, caller: Caller, result: unknown): void {
    const group = this.#group;
    this.#position += turn.events.length;
    group.written += turn.written;
    for (const event of turn.events) group.events.push(event);
    for (const type of turn.availableTypes) group.availableTypes.add(type);
    if (turn.waiter === undefined) group.answers.push({ caller, outcome: { result } });
    else this.#callers.wait(caller, turn.waiter);
    for (const settlement of turn.settlements) group.answers.push(...this.#callers.answersOf(settlement));
  }

  /** Nothing of the command was kept, so the refusal need not wait for the disk. */
  #refuse(caller: Caller, error: unknown): void {
    if (caller.due !== undefined) this.#due.holdBack(caller.due);
    if (error instanceof Rejection) {
      this.#callers.reject(caller, error);
      return;
    }
    this.#parts.onInternalError(error, caller.type);
    const refusal = 'The engine met an impossible state; nothing of the command was kept';
    this.#callers.reject(caller, new Rejection('INTERNAL', refusal));
  }

  /** Writes the group played so far, unless one is being written: then it grows until that one is done. */
  #flush(): void {
    if (this.#writing !== undefined || this.#held || this.#group.isEmpty || this.#failure !== undefined) return;
    const { state, keys, keepEvents } = this.#parts;
    const group = this.#group;
    this.#group = new CommitGroup();
    if (group.events.length === 0) {
      // nothing to write: reads, or commands that changed nothing
      this.#answer(group);
      return;
    }
    const page = EventPage.of(group.events);
    const keeping = { checkpoint: this.#checkpoint, lines: this.#lines, keepEvents };
    const trimTo = this.#retained ? 0 : this.#trimTo;
    const batch = group.batch(state, page, { ...keeping, nextKey: keys.next, trimTo });
    this.#forgotten = Math.max(this.#forgotten, trimTo);
    if (!this.#retained) this.#trimTo = 0;
    this.#written = group;
    this.#writing = this.#write(batch).then(
      () => {
        this.#writing = undefined;
        this.#written = undefined;
        this.feed.committed(page);
        this.#answer(group);
        this.jobs.notify(group.availableTypes);
        if (this.#group.isFull) this.#schedule();
        this.#flush();
      },
      (error) => {
        this.#writing = undefined;
        this.#fail(error as Error);
      },
    );
  }

  /**
   * Resolves once it is on disk. A full disk is tried until it has room: what was played waits for it, unanswered, and
   * nothing more is played meanwhile.
   */
  async #write(batch: Batch): Promise<void> {
    for (;;) {
      try {
        await this.#parts.store.commit(batch);
        break;
      } catch (error) {
        if (!(error instanceof DiskFull) || this.#closed) throw error;
        this.#stall(error);
        await pause(ROOM_SLEEP_MS);
      }
    }
    if (this.#full === undefined) return;
    this.#full = undefined;
    this.#parts.onDiskFull(null);
    this.#schedule();
  }

  /** What was not played yet is refused: whoever asked may ask again. */
  #stall(error: DiskFull): void {
    if (this.#full !== undefined) return;
    this.#full = new Rejection('RESOURCE_EXHAUSTED', error.message);
    for (const caller of [...this.#reader.commands, ...this.#queue.splice(0)]) this.#callers.reject(caller, this.#full);
    this.#parts.onDiskFull(error);
  }

  /** What is due goes before what clients ask, a bounded number at a time: a busy engine still keeps its promises. */
  #playDue(until: number): void {
    if (this.#isHistoryBehind()) return;
    const nothing = () => undefined;
    for (const due of this.#due.commandsBy(this.now())) {
      if (this.#group.isFull || performance.now() > until) return;
      this.#playOne({ ...due, due, settled: false, resolve: nothing, reject: nothing });
    }
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const next = this.#due.next();
    if (next === undefined || this.#closed) return;
    const delay = next - this.now();
    if (delay <= 0 && this.#isHistoryBehind()) {
      this.#alarm = setTimeout(() => this.#schedule(), LAG_SLEEP_MS);
      return;
    }
    if (delay <= 0) {
      this.#schedule();
      return;
    }
    if (this.#parts.state.clock.has('pin')) return;
    this.#alarm = setTimeout(() => this.#schedule(), Math.min(delay, MAX_SLEEP_MS));
    this.#alarm.unref();
  }

  #answer({ answers }: CommitGroup): void {
    for (const answer of answers) this.#callers.give(answer);
  }

  /** Refuses everyone who has not been answered. */
  #rejectAll(error: Rejection): void {
    const answers = [...(this.#written?.answers ?? []), ...this.#group.answers];
    for (const caller of [...answers.map((answer) => answer.caller), ...this.#reader.commands, ...this.#queue])
      this.#callers.reject(caller, error);
    this.#callers.rejectWaiters(error);
  }

  #isHistoryBehind(): boolean {
    return this.#lag.isLong(this.feed.committedPosition);
  }

  #unavailable(): Rejection | undefined {
    if (this.#failure !== undefined) return new Rejection('UNAVAILABLE', this.#failure.message);
    return this.#closed ? new Rejection('UNAVAILABLE', 'The engine is closed') : this.#full;
  }

  /** What is in memory may be ahead of the disk: nothing more can be promised, nor written. */
  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    clearTimeout(this.#alarm);
    this.#rejectAll(new Rejection('UNAVAILABLE', error.message));
    if (!this.#closed) this.#parts.onFailure(error);
  }
}
