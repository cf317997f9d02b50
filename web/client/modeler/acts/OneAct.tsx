import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CodeEditor, type CodeHandle } from '../controls/CodeEditor.tsx';
import { typst } from '../controls/typst-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ActDataList } from './ActDataList.tsx';
import { PreviewPanel } from './preview/PreviewPanel.tsx';
import { useActPreview } from './preview/use-act-preview.ts';

/** One template: its text, what is wrong in it at its line, its PDF beside, and what it may print. */
export function OneAct({ path }: { path: string }) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const { draft, textOf, change } = useDraftFiles();
  const [opened] = useState(() => textOf(path) ?? '');
  const editor = useRef<CodeHandle>(null);
  const [search] = useSearchParams();
  const asked = search.get('file') === path ? Number(search.get('line')) : 0;
  // Whoever comes from the checks is led to the line they name.
  useEffect(() => {
    if (asked > 0) editor.current?.goTo(asked);
  }, [asked]);
  const { preview, refresh } = useActPreview(path, textOf(path) ?? '');
  const { faults } = preview;
  const here = useMemo(
    () =>
      faults
        .filter((fault) => fault.file === path)
        .map(({ line, column, message, severity }) => ({ line: line ?? 1, column, message: read(message), severity })),
    [faults, path, read],
  );
  return (
    <>
      <div className="h-acts">
        <Panel title={words('acts.template')}>
          <CodeEditor
            text={opened}
            label={words('files.textOf', { path })}
            language={typst}
            faults={here}
            handle={editor}
            onChange={(text) => change(path, text)}
          />
        </Panel>
        <PreviewPanel path={path} preview={preview} refresh={refresh} onLine={(line) => editor.current?.goTo(line)} />
      </div>
      <ActDataList onInsert={(code) => editor.current?.insert(code)} />
      {draft.shared
        .filter((file) => file.text !== null && file.path.endsWith('.typ'))
        .map((file) => (
          <details key={file.path} className="h-details">
            <summary>{words('acts.shared', { path: file.path })}</summary>
            <CodeEditor
              text={file.text ?? ''}
              label={words('files.textOf', { path: file.path })}
              language={typst}
              short
            />
          </details>
        ))}
    </>
  );
}
