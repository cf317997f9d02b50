import type { EventPage } from './event-page.ts';

type Callback = (page: EventPage) => void;

/** Somebody follows the events. */
export interface Following {
  stop(): void;
  /** Resolves once they were handed everything that was committed before. */
  readonly caughtUp: Promise<void>;
}

/** Hands committed events to whoever follows them: first those on disk, then live, without gap or repeat. */
export class EventFeed {
  readonly #readPages: (after: number) => Promise<EventPage[]>;
  readonly #followers = new Set<Callback>();
  readonly #onFailure: (error: Error) => void;
  #committed: number;

  constructor(
    committed: number,
    readPages: (after: number) => Promise<EventPage[]>,
    onFailure: (error: Error) => void,
  ) {
    this.#committed = committed;
    this.#readPages = readPages;
    this.#onFailure = onFailure;
  }

  get committedPosition(): number {
    return this.#committed;
  }

  committed(page: EventPage): void {
    this.#committed = page.last;
    for (const follower of this.#followers) follower(page);
  }

  /** The first page may begin before the position, when it lies inside of a commit. */
  follow(callback: Callback, fromPosition: number | undefined): Following {
    const follower = { callback, stopped: false };
    const caughtUp = this.#catchUp(follower, fromPosition ?? this.#committed).catch(this.#onFailure);
    const stop = () => {
      follower.stopped = true;
      this.#followers.delete(callback);
    };
    return { stop, caughtUp };
  }

  async #catchUp(follower: { callback: Callback; stopped: boolean }, from: number): Promise<void> {
    let position = from;
    while (!follower.stopped && position < this.#committed) {
      const pages = await this.#readPages(position);
      if (follower.stopped) return;
      // events may have been kept for nobody: what is left to read is less than what was committed
      if (pages.length === 0) break;
      for (const page of pages) {
        position = page.last;
        follower.callback(page);
      }
    }
    if (!follower.stopped) this.#followers.add(follower.callback);
  }
}
