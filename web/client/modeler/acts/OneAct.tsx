import { Renew } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ActDataList } from './ActDataList.tsx';
import { CodeEditor, type CodeHandle } from './CodeEditor.tsx';
import { typst } from './typst-language.ts';
import { useActPreview } from './use-act-preview.ts';

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
  const { pdf, faults, error, isDrawing } = preview;
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
        <Panel
          title={words('acts.preview')}
          action={
            <Button kind="ghost" size="sm" renderIcon={Renew} disabled={isDrawing} onClick={refresh}>
              {words('acts.refresh')}
            </Button>
          }
        >
          <p className="h-muted" aria-live="polite">
            {isDrawing ? words('acts.drawing') : words('acts.previewHelp')}
          </p>
          {error ? <Failure error={error} retry={refresh} /> : null}
          <div role="alert">
            {faults.length > 0 ? (
              <ul className="h-faults">
                {faults.map((fault) => (
                  <li key={`${fault.file}:${fault.line}:${fault.code}:${read(fault.message)}`}>
                    {fault.file === path && fault.line !== undefined ? (
                      <button type="button" className="h-linkish" onClick={() => editor.current?.goTo(fault.line ?? 1)}>
                        {words('acts.line', { line: fault.line })}
                      </button>
                    ) : (
                      <code>{fault.file}</code>
                    )}{' '}
                    {read(fault.message)}
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
          {faults.length > 0 && pdf ? <p className="h-warned">{words('acts.late')}</p> : null}
          {pdf ? <PdfFrame src={pdf} title={words('acts.pdf', { path })} tall /> : null}
          {!pdf && !isDrawing ? <p className="h-muted">{words('acts.noPreview')}</p> : null}
        </Panel>
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
