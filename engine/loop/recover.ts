import { parseJson } from '../feel/json.ts';
import { parseResource } from '../model/parsed-resource.ts';
import type { Models } from '../processing/models.ts';
import type { State } from '../state/state.ts';
import { type Loaded, StoreFailure } from '../store/store.ts';

/** Brings state back from the store's rows, and the executable models from the resources. */
export async function recover(state: State, models: Models, loaded: Loaded): Promise<void> {
  const once = new Once();
  for (const table of state.tables) {
    for await (const page of loaded.pages(table.name)) {
      for (const [key, row] of rowsOf(page, table.name)) table.load(once.text(key), once.fields(row) as never);
    }
  }
  await readModels(state, models);
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

/** Reads each file once, whatever the number of definitions in it. */
async function readModels(state: State, models: Models): Promise<void> {
  const needed = new Set<string>();
  for (const { resourceKey } of state.processes.values()) needed.add(resourceKey);
  for (const { resourceKey } of state.decisionRequirements.values()) needed.add(resourceKey);
  for (const resourceKey of needed) {
    const resource = state.resources.must(resourceKey);
    const parsed = await parseResource(resource);
    if (parsed.kind === 'bpmn') {
      for (const process of state.processes.values()) {
        const executable = parsed.processes.find((one) => one.bpmnProcessId === process.bpmnProcessId);
        if (process.resourceKey === resourceKey && executable !== undefined)
          models.processes.set(process.processDefinitionKey, executable);
      }
    } else if (parsed.kind === 'dmn') {
      for (const requirements of state.decisionRequirements.values()) {
        if (requirements.resourceKey === resourceKey)
          models.decisions.set(requirements.decisionRequirementsKey, parsed.decisions);
      }
    }
  }
}
