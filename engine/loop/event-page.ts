import { parseJson } from '../feel/json.ts';
import type { AnyEvent } from '../processing/protocol.ts';

/** Committed events in a row, as objects and as the JSON text of their array: each form is made when first asked for. */
export class EventPage {
  /** Position of the last of them. */
  readonly last: number;
  #events: readonly AnyEvent[] | undefined;
  #json: string | undefined;

  private constructor(last: number, events: readonly AnyEvent[] | undefined, json: string | undefined) {
    this.last = last;
    this.#events = events;
    this.#json = json;
  }

  /** At least one event. */
  static of(events: readonly AnyEvent[]): EventPage {
    return new EventPage(events.at(-1)?.position ?? 0, events, undefined);
  }

  static read(last: number, json: string): EventPage {
    return new EventPage(last, undefined, json);
  }

  get events(): readonly AnyEvent[] {
    this.#events ??= parseJson(this.#json ?? '[]') as unknown as AnyEvent[];
    return this.#events;
  }

  get json(): string {
    this.#json ??= JSON.stringify(this.#events);
    return this.#json;
  }
}
