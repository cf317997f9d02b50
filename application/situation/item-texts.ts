import type { Bilingual } from '../../domain/circuit/manifest.ts';
import { dateInWords, joined } from '../../domain/formats/in-words.ts';
import { isSealedValue, type SituationEntry } from '../../domain/situation/entry.ts';
import type { ItemOffer } from '../../domain/situation/prefill.ts';
import { showValue } from '../../domain/situation/show-theme.ts';
import type { Theme } from '../../domain/situation/theme.ts';

/** An item of a list in one line, by what is known of it: « Louise, 3 mars 2020 ». What is sealed is not said. */
const itemInWords = ({ fields }: Theme, { value }: SituationEntry): Bilingual =>
  joined(
    fields.flatMap((field) => {
      const kept = value[field.key];
      if (kept === undefined || isSealedValue(kept)) return [];
      return [field.type === 'date' ? dateInWords(String(kept)) : showValue(field, kept)];
    }),
  );

/** The words of the items that a form asks for, keyed as those of its options: « enfant.options.<id> ». */
export const itemTexts = (offers: readonly ItemOffer[]): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    offers.flatMap(({ key, theme, items }) =>
      items.map((item) => [`${key}.options.${item.item}`, itemInWords(theme, item)]),
    ),
  );
