import { maskFormatted } from '#domain/formats/field-format.ts';
import { isSealed, type SecretValues } from '#prisma/secret-values.ts';
import { placesIn } from './instances.ts';
import { type Path, setAt, valueAt } from './path.ts';
import type { FormSchema } from './schema.ts';

export { masked } from '#prisma/secret-values.ts';

type Data = Record<string, unknown>;

/** Where a form keeps what is sensitive, in lists too. */
function sensitiveFields(form: FormSchema, data: Data): { path: Path; format: string | undefined }[] {
  return placesIn(form, data)
    .filter(({ component }) => component.properties?.sensitive === 'true')
    .map(({ component, path }) => ({ path, format: component.properties?.format }));
}

/** Whose values are sealed, and with what. */
export interface Sealing {
  readonly secrets: SecretValues;
  /** A person's id: sealed for one, a value does not open for another. */
  readonly owner: string;
}

/**
 * The data with what is sensitive encrypted, ready to be kept. The mask that was shown, sent back untouched, and the value
 * that is kept already mean the same value: neither is sealed anew.
 */
export function protect(form: FormSchema, data: Data, kept: Data, { secrets, owner }: Sealing): Data {
  const guarded = structuredClone(data);
  for (const { path, format } of sensitiveFields(form, data)) {
    const [given, before] = [valueAt(data, path), valueAt(kept, path)];
    if (given === undefined || given === '') continue;
    // What is no text could only pretend to be sealed.
    if (typeof given !== 'string') setAt(guarded, path, '');
    else if (isSealed(before) && (given === before.shown || given === secrets.open(before.sealed, owner)))
      setAt(guarded, path, before);
    else setAt(guarded, path, { sealed: secrets.seal(given, owner), shown: maskFormatted(format, given) });
  }
  return guarded;
}

/** The data as it was typed, to be checked. Only where the form says « sensitive » is anything opened. */
export function unprotect(form: FormSchema, data: Data, { secrets, owner }: Sealing): Data {
  const clear = structuredClone(data);
  for (const { path } of sensitiveFields(form, data)) {
    const value = valueAt(data, path);
    if (isSealed(value)) setAt(clear, path, secrets.open(value.sealed, owner));
  }
  return clear;
}

/** One value that is kept sealed, by its field; null when the form has no such sensitive field or it was left empty. */
export function sealedAt(
  form: FormSchema,
  data: Data,
  field: string,
): { sealed: string; format: string | undefined } | null {
  const found = sensitiveFields(form, data).find(({ path }) => path.join('.') === field);
  const value = found && valueAt(data, found.path);
  return found && isSealed(value) ? { sealed: value.sealed, format: found.format } : null;
}
