import { h } from 'preact';
import type { ReactNode } from 'react';

/** One entry of the panel that React draws, and where. */
export interface Island {
  readonly key: string;
  readonly place: Element;
  readonly content: ReactNode;
}

/**
 * React inside the panel of properties, which draws with a Preact of its own: nothing but an element and its reference passes
 * from one to the other, so that it does not matter which Preact that is. What stands there is drawn by whoever listens.
 */
export class PanelIslands {
  #islands: readonly Island[] = [];
  readonly #keys = new WeakMap<Element, string>();
  readonly #listeners = new Set<() => void>();
  #lastKey = 0;

  /** A component of the panel: what it is given as `content` is drawn in its place. */
  readonly Entry = ({ content }: { content: ReactNode }) => {
    let mine: Element | null = null;
    return h('div', {
      ref: (place: Element | null) => {
        // The panel lets go of a place as it draws anew, then gives it again.
        const others = this.#islands.filter((one) => one.place !== (place ?? mine));
        mine = place;
        this.#put(place === null ? others : [...others, { key: this.#keyOf(place), place, content }]);
      },
    });
  };

  readonly subscribe = (listen: () => void) => {
    this.#listeners.add(listen);
    return () => void this.#listeners.delete(listen);
  };

  readonly all = (): readonly Island[] => this.#islands;

  /** The panel is no more. */
  clear(): void {
    this.#put([]);
  }

  #put(islands: readonly Island[]): void {
    this.#islands = islands;
    for (const listen of this.#listeners) listen();
  }

  #keyOf(place: Element): string {
    const key = this.#keys.get(place) ?? String(++this.#lastKey);
    this.#keys.set(place, key);
    return key;
  }
}
