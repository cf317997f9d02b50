import type { Bilingual } from '#domain/bilingual.ts';
import { dateInWords, joined } from '#domain/formats/in-words.ts';
import { isSealedValue, type SituationEntry } from '#domain/situation/entry.ts';
import type { ItemOffer } from '#domain/situation/prefill.ts';
import { showValue } from '#domain/situation/themes/show-theme.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { OptionOffer } from '../forms/offer-items.ts';

/**
 * Describes an item of a list in one line: « Louise, 3 mars 2020 ». Encrypted values are left out.
 */
const itemInWords = ({ fields }: Theme, { value }: SituationEntry): Bilingual =>
  joined(
    fields.flatMap((field) => {
      const kept = value[field.key];
      if (kept === undefined || isSealedValue(kept)) return [];
      return [field.type === 'date' ? dateInWords(String(kept)) : showValue(field, kept)];
    }),
  );

/** Builds the options of the fields that ask for items of lists. */
export const itemOptions = (offers: readonly ItemOffer[]): OptionOffer[] =>
  offers.map(({ key, theme, items }) => ({
    key,
    options: items.flatMap((entry) => (entry.item ? [{ value: entry.item, label: itemInWords(theme, entry) }] : [])),
  }));
