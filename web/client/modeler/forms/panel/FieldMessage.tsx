import { type MESSAGES, wordName } from '#domain/circuit/words/form-words.ts';
import type { FormComponent } from '#web/client/forms/schema.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../../formats/circuit-texts.ts';
import { textAt, textsWith } from '../../texts/entries.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import { PortalProperty } from './PortalProperty.tsx';

/** What is said to agents at a field, in both languages: the form keeps the French, the texts of the draft the English. */
export function FieldMessage(props: {
  name: (typeof MESSAGES)[number];
  field: FormComponent;
  onChange: (french: string) => void;
}) {
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const { name, field } = props;
  const id = `portal-${field.id}-${name}`;
  const label = words(`forms.own.${name}.label`);
  const help = words(`forms.own.${name}.help`);
  const english = readTextsFile(textOf(textsPath('en')));
  const place = { at: ['form', `${wordName(field)}.${name}`], isList: false };
  const sayInEnglish = (text: string) => {
    if (english === null) return;
    const edited = textsEdited(textOf, { en: textsWith(english, place, text) });
    for (const file of edited) change(file.path, file.text);
  };
  return (
    <>
      <PortalProperty
        id={id}
        is="sentence"
        lang="fr"
        label={words('texts.frenchOf', { name: label })}
        help={help}
        value={field.properties?.[name] ?? ''}
        onChange={props.onChange}
      />
      {english === null ? null : (
        <PortalProperty
          id={`${id}-en`}
          is="sentence"
          lang="en"
          label={words('texts.englishOf', { name: label })}
          help={help}
          value={textAt(english, place.at)}
          onChange={sayInEnglish}
        />
      )}
    </>
  );
}
