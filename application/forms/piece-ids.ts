import { isPlainObject } from './path.ts';
import type { FormComponent, FormSchema } from './schema.ts';

/** Lists the pieces that validated data names, in the file pickers of the form, at any depth. */
export function pieceIdsIn(form: FormSchema, data: Record<string, unknown>): string[] {
  const keys = new Set(filePickers(form.components).map(({ key }) => key?.split('.').at(-1)));
  const ids: string[] = [];
  const visit = (value: unknown, key: string | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (isPlainObject(value)) {
      if (key !== undefined && keys.has(key) && typeof value.id === 'string') ids.push(value.id);
      else for (const [name, inner] of Object.entries(value)) visit(inner, name);
    }
  };
  visit(data, undefined);
  return ids;
}

const filePickers = (components: readonly FormComponent[]): FormComponent[] =>
  components.flatMap((component) =>
    component.type === 'filepicker' ? [component] : filePickers(component.components ?? []),
  );

/**
 * Removes the names of these documents from answers, at any depth, so that they only tell that one
 * was given.
 */
export function withoutFileNames<Value>(value: Value, hidden: ReadonlySet<string>): Value {
  if (hidden.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutFileNames(item, hidden)) as Value;
  if (!isPlainObject(value)) return value;
  if (typeof value.id === 'string' && hidden.has(value.id)) return { id: value.id, name: '' } as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutFileNames(inner, hidden)]),
  ) as Value;
}
