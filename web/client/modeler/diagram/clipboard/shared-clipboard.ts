import type { DiagramClipboard } from '../../bpmn/services.ts';

/** What bpmn-moddle makes elements with. */
interface Moddle {
  create: (type: string, properties: object) => object;
}

/** What was copied, and what goes with it, as this browser keeps it for the tabs of the portal. */
interface Kept {
  readonly tree: unknown;
  readonly beside: unknown;
}

const KEY = 'harmonie.modeler.clipboard';

/**
 * The clipboard of bpmn-js, shared by the drafts that are open in this browser: what is copied in one is pasted in another. In the
 * browser and not in the system's clipboard, which asks for a leave and takes what comes from anywhere.
 */
class SharedClipboard implements DiagramClipboard {
  static readonly $inject = ['moddle'];
  readonly #moddle: Moddle;
  /** For a browser that keeps nothing. */
  #own: string | undefined;
  /** Says what goes with what is copied; it is given back with it. */
  beside: (tree: unknown) => unknown = () => null;

  constructor(moddle: Moddle) {
    this.#moddle = moddle;
  }

  set(tree: object): void {
    const copied = JSON.parse(JSON.stringify(tree));
    this.#own = JSON.stringify({ tree: copied, beside: this.beside(copied) } satisfies Kept);
    try {
      localStorage.setItem(KEY, this.#own);
    } catch {
      // Full or forbidden: it can be pasted in this tab.
    }
  }

  /** The elements, made anew of this diagram's own sort; undefined where nothing was copied, or nothing that can be read. */
  get(): unknown {
    const text = this.#read();
    if (text === undefined) return undefined;
    try {
      const { tree } = JSON.parse(text, reviver(this.#moddle)) as Kept;
      return tree;
    } catch {
      return undefined;
    }
  }

  getBeside(): unknown {
    try {
      return (JSON.parse(this.#read() ?? 'null') as Kept | null)?.beside ?? null;
    } catch {
      return null;
    }
  }

  isEmpty(): boolean {
    return this.#read() === undefined;
  }

  clear(): void {
    this.#own = undefined;
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept, then.
    }
  }

  #read(): string | undefined {
    try {
      return localStorage.getItem(KEY) ?? this.#own;
    } catch {
      return this.#own;
    }
  }
}

/** Makes elements of what JSON says of them, innermost first; one that is named twice is one. */
function reviver(moddle: Moddle) {
  const made = new Map<string, object>();
  return (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('$type' in value) || typeof value.$type !== 'string')
      return value;
    const { $type, ...properties } = value as { $type: string; id?: unknown };
    const id = typeof properties.id === 'string' ? `${$type} ${properties.id}` : null;
    const known = id === null ? undefined : made.get(id);
    if (known !== undefined) return known;
    const element = moddle.create($type, properties);
    if (id !== null) made.set(id, element);
    return element;
  };
}

/** Takes the place of bpmn-js's own, which lasts as long as one diagram is open. */
export const sharedClipboardModule = { clipboard: ['type', SharedClipboard] };
