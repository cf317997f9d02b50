import type { CivilDate } from '../calendar/civil-date.ts';
import type { Bilingual } from '../circuit/manifest.ts';
import { showPhone } from '../formats/phone.ts';
import { isSealedValue, type KeptValue, type ThemeInForce } from './entry.ts';
import type { ThemeField } from './theme.ts';

/** A theme as people read it. */
export interface ShownTheme {
  readonly theme: string;
  readonly title: Bilingual;
  /** What is known, field by field; none: nothing is. Days are CivilDate. */
  readonly values: { readonly key: string; readonly label: Bilingual; readonly value: Bilingual }[];
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  /** What it means that nothing is known; null: that it was not given. */
  readonly none: Bilingual | null;
}

const same = (text: string): Bilingual => ({ fr: text, en: text });
const percent = (value: KeptValue): Bilingual => ({ fr: `${value}\u00a0%`, en: `${value}%` });

/** A value as people read it: sensitive ones by their mask. */
export function showValue({ type, choices }: ThemeField, value: KeptValue): Bilingual {
  if (isSealedValue(value)) return same(value.shown);
  const label = choices?.find((choice) => choice.value === value)?.label;
  if (label !== undefined) return label;
  if (typeof value === 'boolean') return value ? { fr: 'Oui', en: 'Yes' } : { fr: 'Non', en: 'No' };
  if (type === 'quota') return percent(value);
  return same(type === 'phone' ? showPhone(String(value)) : String(value));
}

export const showTheme = ({ definition, entry }: ThemeInForce): ShownTheme => ({
  theme: definition.name,
  title: definition.title,
  values: definition.fields.flatMap((field) => {
    const value = entry?.value[field.key];
    return value === undefined ? [] : [{ key: field.key, label: field.label, value: showValue(field, value) }];
  }),
  from: entry?.from ?? null,
  until: entry?.until ?? null,
  none: definition.none ?? null,
});
