import type { Bilingual } from '#domain/bilingual.ts';
import { showFormatted } from '#domain/formats/field-format.ts';
import { dateInWords, joined, numberInWords, same, yesOrNo } from '#domain/formats/in-words.ts';
import { placesIn } from '../forms/instances.ts';
import { labelOf } from '../forms/labels.ts';
import { formatPath, isPlainObject, valueAt } from '../forms/path.ts';
import type { FormComponent, FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';

/** A label and its value, ready to read. */
export interface Answer {
  readonly key: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
  /** Only a mask of the value is shown. */
  readonly masked: boolean;
}

/**
 * Lists the answers of a request, field by field, ready to read. Labels and options come from the
 * circuit's texts and from those of the list items that it asks for. Documents are shown elsewhere.
 */
export const answersOf = (
  version: Version,
  data: Record<string, unknown>,
  items: Readonly<Record<string, Bilingual>>,
): Answer[] => answersIn(version.form, version, data, items);

/** Lists the answers to any form of the circuit, including a step's own. */
export function answersIn(
  form: FormSchema,
  { manifest }: Version,
  data: Record<string, unknown>,
  items: Readonly<Record<string, Bilingual>> = {},
): Answer[] {
  const texts = { ...manifest.texts.form, ...items };
  return placesIn(form, data).flatMap(({ component, path }) => {
    const value = valueAt(data, path);
    // Fields hidden at filing have no value; a computed value is nobody's answer, unless it has a
    // label.
    const isUnnamed = component.type === 'expression' && texts[`${component.key}.label`] === undefined;
    if (component.type === 'filepicker' || isUnnamed || isBlank(value)) return [];
    const masked = component.properties?.sensitive === 'true';
    return [
      { key: formatPath(path), label: labelOf(component, texts), value: readable(value, component, texts), masked },
    ];
  });
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function readable(value: unknown, component: FormComponent, texts: Version['manifest']['texts']['form']): Bilingual {
  if (Array.isArray(value)) return joined(value.map((item) => readable(item, component, texts)));
  if (typeof value === 'boolean') return yesOrNo(value);
  // A mask is shown unchanged.
  if (typeof value === 'string' && component.properties?.format && component.properties.sensitive !== 'true')
    return same(showFormatted(component.properties.format, value));
  if (component.type === 'number') return numberInWords(value as number | string);
  if (component.type === 'datetime' && component.subtype !== 'time') return dateInWords(String(value));
  if (['select', 'radio', 'checklist', 'taglist'].includes(component.type)) {
    const option = component.values?.find((offered) => isPlainObject(offered) && offered.value === value);
    const label = isPlainObject(option) && typeof option.label === 'string' ? option.label : String(value);
    return texts[`${component.key}.options.${String(value)}`] ?? same(label);
  }
  return same(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
