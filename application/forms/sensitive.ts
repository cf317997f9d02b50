import { maskFormatted } from '#domain/formats/field-format.ts';
import { isSealed, type SecretValues } from '#prisma/secret-values.ts';
import { placesIn } from './instances.ts';
import { type Path, setAt, valueAt } from './path.ts';
import type { FormSchema } from './schema.ts';

export { masked } from '#prisma/secret-values.ts';

type Data = Record<string, unknown>;

/** Lists where a form keeps sensitive values, in lists too. */
function sensitiveFields(form: FormSchema, data: Data): { path: Path; format: string | undefined }[] {
  return placesIn(form, data)
    .filter(({ component }) => component.properties?.sensitive === 'true')
    .map(({ component, path }) => ({ path, format: component.properties?.format }));
}

/** Whose values are encrypted, and with what. */
export interface Sealing {
  readonly secrets: SecretValues;
  /** Id of a person: a value encrypted for one does not decrypt for another. */
  readonly owner: string;
}

/**
 * Encrypts the sensitive values of a form, ready to be stored. The mask sent back untouched and the
 * value already stored both mean the same value, which is not encrypted again.
 */
export function protect(form: FormSchema, data: Data, kept: Data, { secrets, owner }: Sealing): Data {
  const guarded = structuredClone(data);
  for (const { path, format } of sensitiveFields(form, data)) {
    const [given, before] = [valueAt(data, path), valueAt(kept, path)];
    if (given === undefined || given === '') continue;
    // Something other than a text could only pretend to be encrypted.
    if (typeof given !== 'string') setAt(guarded, path, '');
    else if (isSealed(before) && (given === before.shown || given === secrets.open(before.sealed, owner)))
      setAt(guarded, path, before);
    else setAt(guarded, path, { sealed: secrets.seal(given, owner), shown: maskFormatted(format, given) });
  }
  return guarded;
}

/**
 * Returns the data as it was typed, to be checked; decrypts only the fields that the form marks
 * sensitive.
 */
export function unprotect(form: FormSchema, data: Data, { secrets, owner }: Sealing): Data {
  const clear = structuredClone(data);
  for (const { path } of sensitiveFields(form, data)) {
    const value = valueAt(data, path);
    if (isSealed(value)) setAt(clear, path, secrets.open(value.sealed, owner));
  }
  return clear;
}

/**
 * Returns one encrypted value by its field; null when the form has no such sensitive field or it
 * was left empty.
 */
export function sealedAt(
  form: FormSchema,
  data: Data,
  field: string,
): { sealed: string; format: string | undefined } | null {
  const found = sensitiveFields(form, data).find(({ path }) => path.join('.') === field);
  const value = found && valueAt(data, found.path);
  return found && isSealed(value) ? { sealed: value.sealed, format: found.format } : null;
}
