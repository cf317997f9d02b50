import '../editors.scss';
import { InlineNotification } from '@carbon/react';
import { lazy, Suspense, useState } from 'react';
import type { FormSchema } from '../../forms/schema.ts';
import type { LanguageCode } from '../../language/language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { LanguagePick } from '../controls/LanguagePick.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { FileShelf } from '../files/FileShelf.tsx';
import { readTextsFile, textsEdited, textsPath } from '../formats/circuit-texts.ts';
import { readFormFile, wordsOfForm, writeFormFile } from '../formats/form-schema.ts';
import { stepsThatName } from '../formats/steps-that-name.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { FormPreview } from './FormPreview.tsx';
import { textsAfterForm } from './form-words-kept.ts';

const FormDrawing = lazy(() => import('./FormDrawing.tsx'));

/** The forms of a draft: drawn on the left, seen as the agent will see them below, in both languages. */
export function FormsTab() {
  const words = useEditorWords();
  const { draft, files, textOf } = useDraftFiles();
  const follow = useTextsOfForm();
  const diagram = textOf(`${draft.kind}.bpmn`) ?? '';
  const blank = (name: string) =>
    writeFormFile({
      id: `${draft.kind}-${name}`,
      type: 'default',
      schemaVersion: 19,
      executionPlatform: 'Camunda Cloud',
      executionPlatformVersion: '8.9.0',
      components: [],
    });
  const usedBy = (path: string) => {
    const schema = readFormFile(files.find((file) => file.path === path)?.text ?? '');
    return schema ? stepsThatName(diagram, 'formDefinition', 'formId', schema.id) : [];
  };
  return (
    <FileShelf
      ending=".form"
      title={words('forms.title')}
      emptyText={words('forms.empty')}
      blank={blank}
      usedBy={usedBy}
      onTaken={(path, before, text) => {
        const after = readFormFile(text);
        if (after) follow(path, readFormFile(before ?? '') ?? { ...after, components: [] }, after);
      }}
    >
      {(path, key) => <OneForm key={key} path={path} />}
    </FileShelf>
  );
}

function OneForm({ path }: { path: string }) {
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const follow = useTextsOfForm();
  const [opened] = useState(() => readFormFile(textOf(path) ?? ''));
  const [language, setLanguage] = useState<LanguageCode>('fr');
  const schema = readFormFile(textOf(path) ?? '') ?? opened;
  const texts = { fr: readTextsFile(textOf(textsPath('fr'))), en: readTextsFile(textOf(textsPath('en'))) };

  const keep = (after: FormSchema) => {
    const before = readFormFile(textOf(path) ?? '') ?? after;
    change(path, writeFormFile(after, textOf(path) ?? ''));
    follow(path, before, after);
  };

  if (!opened || !schema) {
    return (
      <InlineNotification kind="error" lowContrast hideCloseButton title={path} subtitle={words('files.unreadable')} />
    );
  }
  return (
    <>
      <p className="h-muted">{words('forms.help')}</p>
      <Suspense fallback={<div aria-busy="true" className="h-formdrawing" />}>
        <FormDrawing schema={opened} onChange={keep} />
      </Suspense>
      <Panel title={words('forms.preview')} action={<LanguagePick language={language} onPick={setLanguage} />}>
        <p className="h-muted">{words('forms.previewHelp')}</p>
        <FormPreview
          schema={schema}
          texts={{ fr: texts.fr?.form ?? {}, en: texts.en?.form ?? {} }}
          language={language}
        />
      </Panel>
    </>
  );
}

/** Has the texts of the draft follow one of its forms. */
function useTextsOfForm() {
  const { files, textOf, change } = useDraftFiles();
  return (path: string, before: FormSchema, after: FormSchema): void => {
    const texts = { fr: readTextsFile(textOf(textsPath('fr'))), en: readTextsFile(textOf(textsPath('en'))) };
    if (!texts.fr || !texts.en) return;
    const others = files.filter((file) => file.path.endsWith('.form') && file.path !== path);
    const shared = Object.assign({}, ...others.map((file) => wordsOf(file.text)));
    const next = textsAfterForm(before, after, { fr: texts.fr, en: texts.en }, shared);
    for (const file of textsEdited(textOf, next)) change(file.path, file.text);
  };
}

const wordsOf = (text: string | null): Record<string, string> => {
  const schema = readFormFile(text ?? '');
  return schema ? wordsOfForm(schema) : {};
};
