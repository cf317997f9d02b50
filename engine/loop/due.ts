import type { CommandType, CommandValue, Instant } from '../processing/protocol.ts';
import type { DueIndex } from '../state/due-index.ts';
import type { State } from '../state/state.ts';

/** A command that the engine sends to itself. */
export type DueCommand = { [T in CommandType]: { type: T; value: CommandValue<T> } }[
  | 'TRIGGER_TIMER'
  | 'TIME_OUT_JOB'
  | 'EXPIRE_MESSAGE'];

/** At most this many at once, so that clients get their turn. */
const LIMIT = 500;

/** Knows what falls due and when: timers, leases, back-offs, messages. */
export class Due {
  readonly #state: State;
  readonly #heldBack = new Set<string>();

  constructor(state: State) {
    this.#state = state;
  }

  /** When there is something to play next. */
  next(): Instant | undefined {
    const { timerDues, jobDeadlines, messageExpiries } = this.#state;
    const dues = [timerDues, jobDeadlines, messageExpiries]
      .map((index) => index.nextDue(this.#heldBack))
      .filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  commandsBy(now: Instant): DueCommand[] {
    const { timerDues, jobDeadlines, messageExpiries } = this.#state;
    return [
      ...this.#keys(timerDues, now).map((timerKey): DueCommand => ({ type: 'TRIGGER_TIMER', value: { timerKey } })),
      ...this.#keys(jobDeadlines, now).map((jobKey): DueCommand => ({ type: 'TIME_OUT_JOB', value: { jobKey } })),
      ...this.#keys(messageExpiries, now).map(
        (messageKey): DueCommand => ({ type: 'EXPIRE_MESSAGE', value: { messageKey } }),
      ),
    ];
  }

  /** What cannot be played now: for ever, when the engine is at fault, or until it is released. */
  holdBack(command: DueCommand): void {
    for (const key of Object.values(command.value)) this.#heldBack.add(key);
  }

  release(command: DueCommand): void {
    for (const key of Object.values(command.value)) this.#heldBack.delete(key);
  }

  #keys<V>(index: DueIndex<V>, now: Instant): string[] {
    return index.dueBy(now, LIMIT, this.#heldBack);
  }
}
