// Runs in a browser: judges a filled form as form-js does. Bundled by bundle-form-js.ts for application/forms/form-js.e2e.test.ts.
import { Form } from '@bpmn-io/form-js-viewer';

/** What form-js says of a filled form: the paths at fault, and what it would submit. */
export interface Judgement {
  readonly faults: string[];
  readonly data: unknown;
}

interface Instance {
  readonly id: string;
  readonly indexes?: Record<string, number>;
  readonly valuePath: readonly (string | number)[];
}

/** Fields announce themselves once drawn, and those that hide withdraw: all did when so many frames changed nothing. */
const QUIET_FRAMES = 4;

async function judge(components: unknown, data: object): Promise<Judgement> {
  const container = document.createElement('div');
  document.body.append(container);
  const form = new Form({ container });
  await form.importSchema({ type: 'default', components } as never, {});
  // Typed, not loaded: form-js lets its conditions see what a hidden field held when the form was loaded.
  const state = form as unknown as { _getState(): { data: object }; _setState(change: object): void };
  state._setState({ data: { ...state._getState().data, ...data } });
  const fields = form.get('formFieldInstanceRegistry') as { getAllKeyed(): Instance[] };
  await atRest(() => JSON.stringify([fields.getAllKeyed(), state._getState(), container.innerHTML]));
  const errors = form.validate() as Record<string, unknown>;
  const faults = fields
    .getAllKeyed()
    .filter(({ id, indexes }) => {
      let found = errors[id];
      for (const index of Object.values(indexes ?? {})) found = (found as Record<number, unknown> | undefined)?.[index];
      return Array.isArray(found) && found.length > 0;
    })
    .map(({ valuePath }) => valuePath.join('.'));
  const submitted = (form as unknown as { _getSubmitData(): unknown })._getSubmitData();
  form.destroy();
  container.remove();
  return { faults, data: submitted };
}

/** Waits until the page was drawn, and drawn again, without a change; what a frame sets off is done before the next. */
async function atRest(shown: () => string): Promise<void> {
  let [before, quiet] = ['', 0];
  while (quiet < QUIET_FRAMES) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const now = shown();
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

Object.assign(globalThis, { judge });
