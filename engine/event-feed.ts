import type { AnyEvent } from './processing/protocol.ts';

type Callback = (events: readonly AnyEvent[]) => void;

/** Hands committed events to whoever follows them: first those on disk, then live, without gap or repeat. */
export class EventFeed {
  readonly #readEvents: (after: number) => Promise<AnyEvent[]>;
  readonly #followers = new Set<Callback>();
  readonly #onFailure: (error: Error) => void;
  #committed: number;

  constructor(
    committed: number,
    readEvents: (after: number) => Promise<AnyEvent[]>,
    onFailure: (error: Error) => void,
  ) {
    this.#committed = committed;
    this.#readEvents = readEvents;
    this.#onFailure = onFailure;
  }

  get committedPosition(): number {
    return this.#committed;
  }

  committed(events: readonly AnyEvent[], position: number): void {
    this.#committed = position;
    if (events.length === 0) return;
    for (const follower of this.#followers) follower(events);
  }

  follow(callback: Callback, fromPosition: number | undefined): () => void {
    const follower = { callback, stopped: false };
    void this.#catchUp(follower, fromPosition ?? this.#committed).catch(this.#onFailure);
    return () => {
      follower.stopped = true;
      this.#followers.delete(callback);
    };
  }

  async #catchUp(follower: { callback: Callback; stopped: boolean }, from: number): Promise<void> {
    let position = from;
    while (!follower.stopped && position < this.#committed) {
      const events = await this.#readEvents(position);
      if (follower.stopped) return;
      const last = events.at(-1);
      // events may have been kept for nobody: what is left to read is less than what was committed
      if (last === undefined) break;
      position = last.position;
      follower.callback(events);
    }
    if (!follower.stopped) this.#followers.add(follower.callback);
  }
}
