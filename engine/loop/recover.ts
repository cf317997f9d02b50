import { parseJson } from '../feel/json.ts';
import type { State } from '../state/state.ts';
import { type Loaded, StoreFailure } from '../store/store.ts';

/** Brings state back from the store's rows. Executable models are read when something first needs them. */
export async function recover(state: State, loaded: Loaded): Promise<void> {
  const once = new Once();
  for (const table of state.tables) {
    for await (const page of loaded.pages(table.name)) {
      for (const [key, row] of rowsOf(page, table.name)) {
        const fields = once.fields(row) as never;
        table.load(once.text(key), (table as unknown) === state.resources ? state.sharingText(fields) : fields);
      }
    }
  }
}

function rowsOf(page: string, table: string): [key: string, row: unknown][] {
  try {
    return parseJson(page) as [key: string, row: unknown][];
  } catch (error) {
    throw new StoreFailure(`Rows of '${table}' cannot be read: ${(error as Error).message}`);
  }
}

/** Maximum length of a text worth looking up: ids, keys, names of states. */
const SHORT = 64;

/** Keeps one copy of each short text while rows are read: the same keys and ids stand in many of them. */
class Once {
  readonly #texts = new Map<string, string>();

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  /** The row itself, its own short texts replaced by the copies kept. */
  fields(row: unknown): unknown {
    if (typeof row !== 'object' || row === null) return row;
    const fields = row as Record<string, unknown>;
    for (const name in fields) {
      const value = fields[name];
      if (typeof value === 'string' && value.length <= SHORT) fields[name] = this.text(value);
    }
    return row;
  }
}
