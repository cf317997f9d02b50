import type { Bilingual } from '../../bilingual.ts';
import type { CivilDate } from '../../calendar/civil-date.ts';
import { showCountry } from '../../formats/country.ts';
import { showPhone } from '../../formats/phone.ts';
import { isSealedValue, type KeptValue, type SituationEntry, type ThemeInForce } from '../entry.ts';
import { balanceField, type Theme, type ThemeField } from './theme.ts';

/** A value with its label. */
export interface ShownValue {
  readonly key: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
}

/** A theme as it is shown. */
export interface ShownTheme {
  readonly theme: string;
  readonly title: Bilingual;
  /** The known values, field by field; empty: nothing is known. Days are CivilDate. */
  readonly values: ShownValue[];
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  /** The current items of a list, by id. */
  readonly items: {
    readonly item: string;
    readonly values: ShownValue[];
    readonly from: CivilDate;
    readonly until: CivilDate | null;
  }[];
  /** What it means that nothing is known; null: that it was not given. */
  readonly none: Bilingual | null;
}

const same = (text: string): Bilingual => ({ fr: text, en: text });
const percent = (value: KeptValue): Bilingual => ({ fr: `${value}\u00a0%`, en: `${value}%` });

/** Shows a value: sensitive ones by their mask. */
export function showValue({ type, choices }: ThemeField, value: KeptValue): Bilingual {
  if (isSealedValue(value)) return same(value.shown);
  const label = choices?.find((choice) => choice.value === value)?.label;
  if (label !== undefined) return label;
  if (typeof value === 'boolean') return value ? { fr: 'Oui', en: 'Yes' } : { fr: 'Non', en: 'No' };
  if (type === 'quota') return percent(value);
  if (typeof value === 'number') return { fr: String(value).replace('.', ','), en: String(value) };
  if (type === 'country') return showCountry(String(value));
  return same(type === 'phone' ? showPhone(String(value)) : String(value));
}

/** Lists the values of an entry, field by field. */
export const showValues = ({ fields }: Theme, { value }: Pick<SituationEntry, 'value'>): ShownValue[] =>
  fields.flatMap((field) => {
    const kept = value[field.key];
    return kept === undefined ? [] : [{ key: field.key, label: field.label, value: showValue(field, kept) }];
  });

/** Lists the values of a theme in force: for a balance, its total rather than its last movement. */
const standing = (theme: Theme, entry: SituationEntry): ShownValue[] => {
  const total = balanceField(theme)?.key;
  return showValues(theme, entry).filter(({ key }) => total === undefined || key === total);
};

/** Shows a theme in force: its values, days and items. */
export const showTheme = ({ definition, entry, items }: ThemeInForce): ShownTheme => ({
  theme: definition.name,
  title: definition.title,
  values: entry === null ? [] : standing(definition, entry),
  from: entry?.from ?? null,
  until: entry?.until ?? null,
  items: items.map((one) => ({
    ...{ item: one.item ?? '', values: showValues(definition, one), from: one.from, until: one.until },
  })),
  none: definition.none ?? null,
});
