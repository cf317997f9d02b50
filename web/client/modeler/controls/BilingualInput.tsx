import { TextInput } from '@carbon/react';
import type { Words } from '../formats/read-json.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A text in French and in English, side by side. One that may be left out is undefined while neither is written. */
export function BilingualInput({
  id,
  label,
  value,
  onChange,
}: {
  id: string;
  label: string;
  value: Words | undefined;
  onChange: (value: Words) => void;
}) {
  const words = useEditorWords();
  return (
    <>
      {(['fr', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          id={`${id}-${language}`}
          lang={language}
          labelText={words(language === 'fr' ? 'texts.frenchOf' : 'texts.englishOf', { name: label })}
          value={value?.[language] ?? ''}
          maxLength={500}
          invalid={value?.[language].trim() === ''}
          invalidText={words('texts.isMissing')}
          onChange={(event) => onChange({ ...(value ?? NOTHING), [language]: event.target.value })}
        />
      ))}
    </>
  );
}

const NOTHING: Words = { fr: '', en: '' };
