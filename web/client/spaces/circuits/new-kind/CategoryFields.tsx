import { Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { Bilingual } from '#domain/bilingual.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

const OTHER = '+';

/** Under which category the kind is offered: one of those in force, or another one in both languages. */
export function CategoryFields({
  known,
  value,
  setValue,
}: {
  known: readonly Bilingual[];
  value: Bilingual;
  setValue: (category: Bilingual) => void;
}) {
  const { t, read } = useLanguage();
  const [isOther, setOther] = useState(false);
  const choose = (chosen: string) => {
    setOther(chosen === OTHER);
    setValue(known.find(({ fr }) => fr === chosen) ?? { fr: '', en: '' });
  };
  return (
    <div className="h-new-kind__pair">
      <Select
        id="circuit-category"
        labelText={t('atelier.newCategory')}
        value={isOther ? OTHER : value.fr}
        onChange={(event) => choose(event.target.value)}
      >
        <SelectItem value="" text={t('atelier.newCategoryNone')} />
        {known.map((category) => (
          <SelectItem key={category.fr} value={category.fr} text={read(category)} />
        ))}
        <SelectItem value={OTHER} text={t('atelier.newCategoryOther')} />
      </Select>
      {isOther ? (
        <div className="h-new-kind__pair">
          <TextInput
            id="circuit-category-fr"
            labelText={t('atelier.diagram.nameIn.fr')}
            value={value.fr}
            maxLength={200}
            onChange={(event) => setValue({ ...value, fr: event.target.value })}
          />
          <TextInput
            id="circuit-category-en"
            labelText={t('atelier.diagram.nameIn.en')}
            value={value.en}
            maxLength={200}
            onChange={(event) => setValue({ ...value, en: event.target.value })}
          />
        </div>
      ) : null}
    </div>
  );
}
