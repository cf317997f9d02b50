import { useState } from 'react';
import type { LanguageCode } from '../../language/language.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LanguagePick } from '../controls/LanguagePick.tsx';
import { FileName } from '../files/FileName.tsx';
import { readTextsFile, textsPath } from '../formats/circuit-texts.ts';
import { readFormFile } from '../formats/form-schema.ts';
import { filesOf, type ReadCircuit, textOf } from '../formats/sources.ts';
import { FormPreview } from '../forms/FormPreview.tsx';
import { FormInWords } from '../in-words/FormInWords.tsx';
import { useEditorWords } from '../use-editor-words.ts';

/** The forms of a version, as its requests show them, then in words: an empty form asks nothing that other answers bring. */
export function VersionForms({ sources }: { sources: ReadCircuit }) {
  const words = useEditorWords();
  const { language: spoken } = useLanguage();
  const [language, setLanguage] = useState<LanguageCode>(spoken);
  const [texts] = useState(() => ({
    fr: readTextsFile(textOf(sources, textsPath('fr')))?.form ?? {},
    en: readTextsFile(textOf(sources, textsPath('en')))?.form ?? {},
  }));
  const forms = filesOf(sources, '.form');
  if (forms.length === 0) return <EmptyState title={words('versions.nothing')} />;
  return (
    <>
      <LanguagePick language={language} onPick={setLanguage} />
      {forms.map(({ path, text }) => {
        const schema = readFormFile(text ?? '');
        return (
          <Panel key={path} title={<FileName path={path} />}>
            {schema ? <FormPreview schema={schema} texts={texts} language={language} /> : null}
            <h3>{words('inWords.fields')}</h3>
            <FormInWords path={path} circuit={sources} />
          </Panel>
        );
      })}
    </>
  );
}
