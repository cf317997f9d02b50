import { type Answer, call, type LiveScreen, listen } from './caller.ts';
import { ok } from './filing.ts';

const LIMIT_MS = 60_000;
/** A screen that was told nothing for so long looks anyway. */
const UNTOLD_MS = 5_000;

/** Something that somebody waits to see in what an address answers. */
interface Awaited {
  /** What a change must be about for the address to be read again. */
  readonly on: 'tasks' | 'request';
  readonly address: string;
  look(answer: Answer): void;
  fail(error: unknown): void;
}

/** Live screens, one a person: what people wait for is read again when their screen is told of a change, as web/client/api/live.ts does. */
export class Screens {
  readonly #url: string;
  readonly #gatherMs: number;
  readonly #screens = new Map<string, Screen>();

  /** What is told within `gatherMs` is read again together. */
  constructor(url: string, gatherMs: number) {
    this.#url = url;
    this.#gatherMs = gatherMs;
  }

  /** Resolves once somebody's screen is open: with it, which is everyone's who has this cookie. */
  async of(cookie: string): Promise<Screen> {
    const screen = this.#screens.get(cookie) ?? new Screen(this.#url, cookie, this.#gatherMs);
    this.#screens.set(cookie, screen);
    await screen.opened;
    return screen;
  }

  close(): void {
    for (const screen of this.#screens.values()) screen.close();
  }
}

export class Screen {
  readonly #url: string;
  readonly #cookie: string;
  readonly #gatherMs: number;
  readonly #live: LiveScreen;
  readonly #waiting = new Set<Awaited>();
  readonly #gathered = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(url: string, cookie: string, gatherMs: number) {
    this.#url = url;
    this.#cookie = cookie;
    this.#gatherMs = gatherMs;
    this.#live = listen(url, cookie, ({ what }) => {
      for (const { on, address } of this.#waiting) if (on === what) this.#readSoon(address);
    });
  }

  get opened(): Promise<boolean> {
    return this.#live.opened;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#live.close();
  }

  /** The key of a request's task, once it is on the list. */
  task(requestId: string, decision: string): Promise<string> {
    const address = `/api/tasks?decision=${decision}&sort=-createdAt`;
    return this.#shows(`a task « ${decision} »`, { on: 'tasks', address }, (answer) => {
      const { items } = answer.json<{ items: { key: string; request: { id: string } }[] }>();
      return items.find(({ request }) => request.id === requestId)?.key;
    });
  }

  /** When a request was over, once its page says so. */
  over(requestId: string): Promise<string> {
    const asked = { on: 'request', address: `/api/requests/${requestId}` } as const;
    return this.#shows('the end of a request', asked, (answer) => {
      return answer.json<{ closedAt: string | null }>().closedAt ?? undefined;
    });
  }

  async #shows<T>(
    what: string,
    asked: Pick<Awaited, 'on' | 'address'>,
    find: (answer: Answer) => T | undefined,
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = (answer: Answer) => {
      const found = find(answer);
      if (found !== undefined) resolve(found);
    };
    const awaited: Awaited = { ...asked, look, fail: reject };
    const limit = setTimeout(() => reject(new Error(`${what} did not come`)), LIMIT_MS);
    const untold = setInterval(() => this.#readSoon(asked.address), UNTOLD_MS);
    this.#waiting.add(awaited);
    // It may be there already.
    this.#readSoon(asked.address);
    return promise.finally(() => {
      this.#waiting.delete(awaited);
      clearTimeout(limit);
      clearInterval(untold);
    });
  }

  #readSoon(address: string): void {
    this.#gathered.add(address);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const addresses = [...this.#gathered];
      this.#gathered.clear();
      for (const one of addresses) void this.#read(one);
    }, this.#gatherMs);
  }

  async #read(address: string): Promise<void> {
    const waiting = [...this.#waiting].filter((awaited) => awaited.address === address);
    try {
      const answer = await ok(
        address.startsWith('/api/tasks') ? 'list' : 'request',
        call(this.#url, this.#cookie, address),
      );
      for (const { look } of waiting) look(answer);
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }
}
