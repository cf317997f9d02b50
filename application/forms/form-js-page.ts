// Runs in a browser: judges a filled form as form-js does. Bundled by bundle-form-js.ts for form-js.e2e.test.ts.
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

/** Fields announce themselves once drawn, and those that hide withdraw. */
const DRAWN_MS = 60;

async function judge(components: unknown, data: object): Promise<Judgement> {
  const container = document.createElement('div');
  document.body.append(container);
  const form = new Form({ container });
  await form.importSchema({ type: 'default', components } as never, {});
  // Typed, not loaded: form-js lets its conditions see what a hidden field held when the form was loaded.
  const state = form as unknown as { _getState(): { data: object }; _setState(change: object): void };
  state._setState({ data: { ...state._getState().data, ...data } });
  await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
  const errors = form.validate() as Record<string, unknown>;
  const instances = (form.get('formFieldInstanceRegistry') as { getAllKeyed(): Instance[] }).getAllKeyed();
  const faults = instances
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

Object.assign(globalThis, { judge });
