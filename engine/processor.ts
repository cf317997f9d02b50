import { Due, type DueCommand } from './due.ts';
import { EventFeed } from './event-feed.ts';
import { JobBell } from './job-bell.ts';
import type { KeyGenerator } from './processing/keys.ts';
import type { Models } from './processing/models.ts';
import { type PlayableValue, play } from './processing/play.ts';
import type { AnyEvent, CommandType, Instant } from './processing/protocol.ts';
import { Rejection } from './processing/rejection.ts';
import { Turn } from './processing/turn.ts';
import type { State } from './state/state.ts';
import type { Store } from './store/store.ts';

interface Parts {
  state: State;
  models: Models;
  keys: KeyGenerator;
  store: Store;
  position: number;
  keepEvents: boolean;
  systemClock: () => Instant;
  onFailure: (error: Error) => void;
  onInternalError: (error: unknown, commandType: CommandType) => void;
}

interface Submitted {
  type: CommandType;
  value: unknown;
  due?: DueCommand;
  settled: boolean;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
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
/** Longest stretch of playing before others (sockets, commits) get their turn. */
const SLICE_MS = 5;
/** Longest sleep: a clock that jumps is noticed within this time. */
const MAX_SLEEP_MS = 60_000;
const MIN_SLEEP_MS = 1;

/**
 * The loop: takes commands in order, plays them on the state in memory, and commits what came of them in groups.
 * While one group is being written the next is being played; nobody is answered before their group is on disk.
 */
export class Processor {
  readonly jobs = new JobBell();
  readonly feed: EventFeed;
  readonly #parts: Parts;
  readonly #due: Due;
  readonly #waiters = new Map<string, { submitted: Submitted; answer: (result: unknown) => unknown }[]>();
  /** Everyone who has not been answered. */
  readonly #unanswered = new Set<Submitted>();
  #queue: Submitted[] = [];
  #position: number;
  #scheduled = false;
  #writing: Promise<void> | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #closed = false;
  #failure: Error | undefined;
  /** Of the group being played: */
  #events: AnyEvent[] = [];
  #answers: (() => void)[] = [];
  #availableTypes = new Set<string>();
  #trimTo = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#position = parts.position;
    this.#due = new Due(parts.state);
    this.feed = new EventFeed(
      parts.position,
      (after) => parts.store.readEvents(after),
      (error) => this.#fail(error),
    );
    this.#schedule();
  }

  now(): Instant {
    return this.#parts.state.clock.get('pin') ?? this.#parts.systemClock();
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
      const submitted: Submitted = { type, value, settled: false, resolve, reject };
      signal?.addEventListener('abort', () => this.#abandon(submitted, signal.reason), { once: true });
      this.#unanswered.add(submitted);
      this.#queue.push(submitted);
      this.#schedule();
    });
  }

  acknowledge(position: number): void {
    this.#trimTo = Math.max(this.#trimTo, Math.min(position, this.feed.committedPosition));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#playAll();
    this.#closed = true;
    clearTimeout(this.#alarm);
    while (this.#failure === undefined && (this.#writing !== undefined || this.#hasUncommitted())) {
      this.#flush();
      await this.#writing;
    }
    this.#refuseAll(new Rejection('UNAVAILABLE', 'The engine is closed'));
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
    if (this.#closed || this.#failure !== undefined) return;
    this.#playDue();
    const end = performance.now() + SLICE_MS;
    let played = 0;
    while (played < this.#queue.length && performance.now() < end) this.#playOne(this.#queue[played++] as Submitted);
    this.#queue = played === this.#queue.length ? [] : this.#queue.slice(played);
    this.#flush();
    if (this.#queue.length > 0) this.#schedule();
    else this.#setAlarm();
  }

  #playAll(): void {
    for (const submitted of this.#queue) this.#playOne(submitted);
    this.#queue = [];
  }

  #playOne(submitted: Submitted): void {
    if (submitted.settled) return;
    const { state, models, keys } = this.#parts;
    const turn = new Turn(state, models, keys, this.now(), this.#position);
    try {
      const result = play(turn, submitted.type, submitted.value as never);
      this.#keep(turn, submitted, result);
    } catch (error) {
      state.journal.rollback(0);
      this.#refuse(submitted, error);
    } finally {
      state.journal.clear();
    }
  }

  #keep(turn: Turn, submitted: Submitted, result: unknown): void {
    this.#position += turn.events.length;
    for (const event of turn.events) this.#events.push(event);
    for (const type of turn.availableTypes) this.#availableTypes.add(type);
    if (turn.waiter === undefined) {
      this.#answers.push(() => this.#settle(submitted, () => submitted.resolve(result)));
    } else {
      const { name, answer } = turn.waiter;
      const waiting = this.#waiters.get(name) ?? [];
      this.#waiters.set(name, [...waiting, { submitted, answer }]);
    }
    for (const { waiter, outcome } of turn.settlements) {
      const waiting = this.#waiters.get(waiter) ?? [];
      this.#waiters.delete(waiter);
      for (const { submitted: waited, answer } of waiting) {
        this.#answers.push(() =>
          this.#settle(waited, () =>
            'rejection' in outcome ? waited.reject(outcome.rejection) : waited.resolve(answer(outcome.result)),
          ),
        );
      }
    }
  }

  /** Nothing of the command was kept, so the refusal need not wait for the disk. */
  #refuse(submitted: Submitted, error: unknown): void {
    if (submitted.due !== undefined) this.#due.giveUp(submitted.due);
    let refusal = error;
    if (!(error instanceof Rejection)) {
      this.#parts.onInternalError(error, submitted.type);
      refusal = new Rejection('INTERNAL', 'The engine met an impossible state; nothing of the command was kept');
    }
    this.#settle(submitted, () => submitted.reject(refusal));
  }

  #settle(submitted: Submitted, how: () => void): void {
    if (submitted.settled) return;
    submitted.settled = true;
    this.#unanswered.delete(submitted);
    how();
  }

  #abandon(submitted: Submitted, reason: unknown): void {
    this.#settle(submitted, () => submitted.reject(reason));
    for (const [name, waiting] of this.#waiters) {
      const left = waiting.filter((one) => one.submitted !== submitted);
      if (left.length === 0) this.#waiters.delete(name);
      else if (left.length < waiting.length) this.#waiters.set(name, left);
    }
  }

  #hasUncommitted(): boolean {
    return this.#events.length > 0 || this.#answers.length > 0;
  }

  /** Writes the group played so far, unless one is being written: then it grows until that one is done. */
  #flush(): void {
    if (this.#writing !== undefined || !this.#hasUncommitted() || this.#failure !== undefined) return;
    const { state, keys, store, keepEvents } = this.#parts;
    const events = this.#events;
    const answers = this.#answers;
    const availableTypes = this.#availableTypes;
    const position = this.#position;
    this.#events = [];
    this.#answers = [];
    this.#availableTypes = new Set();
    if (events.length === 0) {
      // nothing to write: reads, or commands that changed nothing
      for (const answer of answers) answer();
      return;
    }
    const durable = keepEvents
      ? { first: (events[0] as AnyEvent).position, last: position, json: JSON.stringify(events) }
      : null;
    const changes = state.tables.map(
      (table) => [table.name, table.takeChanges()] as [string, ReturnType<typeof table.takeChanges>],
    );
    const batch = {
      position,
      nextKey: keys.next,
      changes: changes.filter(([, rows]) => rows.length > 0),
      events: durable,
      trimTo: this.#trimTo,
    };
    this.#trimTo = 0;
    this.#writing = store.commit(batch).then(
      () => {
        this.#writing = undefined;
        this.feed.committed(events, position);
        for (const answer of answers) answer();
        this.jobs.ring(availableTypes);
        this.#flush();
      },
      (error) => {
        this.#writing = undefined;
        this.#fail(error as Error);
      },
    );
  }

  /** What is due goes before what clients ask, a bounded number at a time: a busy engine still keeps its promises. */
  #playDue(): void {
    const nothing = () => undefined;
    for (const due of this.#due.commandsBy(this.now())) {
      this.#playOne({ ...due, due, settled: false, resolve: nothing, reject: nothing });
    }
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const next = this.#due.next();
    if (next === undefined || this.#closed) return;
    const delay = next - this.now();
    if (delay <= 0 && this.#due.commandsBy(this.now()).length > 0) {
      this.#schedule();
      return;
    }
    if (this.#parts.state.clock.has('pin')) return;
    this.#alarm = setTimeout(
      () => this.#schedule(),
      Math.min(Math.max(delay, delay <= 0 ? MAX_SLEEP_MS : MIN_SLEEP_MS), MAX_SLEEP_MS),
    );
    this.#alarm.unref();
  }

  #refuseAll(rejection: Rejection): void {
    for (const submitted of [...this.#unanswered]) this.#settle(submitted, () => submitted.reject(rejection));
  }

  #unavailable(): Rejection | undefined {
    if (this.#failure !== undefined) return new Rejection('UNAVAILABLE', this.#failure.message);
    return this.#closed ? new Rejection('UNAVAILABLE', 'The engine is closed') : undefined;
  }

  /** What is in memory may be ahead of the disk: nothing more can be promised. */
  #fail(error: Error): void {
    if (this.#failure !== undefined || this.#closed) return;
    this.#failure = error;
    clearTimeout(this.#alarm);
    this.#refuseAll(new Rejection('UNAVAILABLE', error.message));
    this.#parts.onFailure(error);
  }
}
