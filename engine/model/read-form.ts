import { because, type Reason } from './defects.ts';
import { InvalidModel } from './invalid-model.ts';

/** What the engine needs to know of a form, or of an RPA script: it only stores and hands it out. */
export interface FormModel {
  id: string;
  versionTag: string;
}

/** Reads a Camunda form, or an RPA script. Throws `InvalidModel`. */
export function readForm(resourceName: string, text: string, what: 'form' | 'resource' = 'form'): FormModel {
  const refused = (reason: Reason) =>
    new InvalidModel(resourceName, [{ elementId: `(${what})`, elementType: what, ...reason }]);
  let form: unknown;
  try {
    form = JSON.parse(text);
  } catch (error) {
    throw refused(because('not-json', { reason: (error as Error).message }));
  }
  if (typeof form !== 'object' || form === null || Array.isArray(form)) throw refused(because('not-an-object'));
  const { id, versionTag } = form as { id?: unknown; versionTag?: unknown };
  if (typeof id !== 'string' || id === '') throw refused(because('form-without-id'));
  return { id, versionTag: typeof versionTag === 'string' ? versionTag : '' };
}
