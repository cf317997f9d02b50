import { InvalidModel } from './invalid-model.ts';

/** What the engine needs to know of a form: it only stores and hands it out. */
export interface FormModel {
  id: string;
  versionTag: string;
}

/** Reads a Camunda form. Throws `InvalidModel`. */
export function readForm(resourceName: string, text: string): FormModel {
  const refuse = (reason: string) =>
    new InvalidModel(resourceName, [{ elementId: '(form)', elementType: 'form', reason }]);
  let form: unknown;
  try {
    form = JSON.parse(text);
  } catch (error) {
    throw refuse(`Not JSON: ${(error as Error).message}`);
  }
  if (typeof form !== 'object' || form === null || Array.isArray(form)) throw refuse('Must be a JSON object');
  const { id, versionTag } = form as { id?: unknown; versionTag?: unknown };
  if (typeof id !== 'string' || id === '') throw refuse("Must have an 'id'");
  return { id, versionTag: typeof versionTag === 'string' ? versionTag : '' };
}
