import { Renew } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Failure } from '#web/client/ui/Failure.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { PdfFrame } from '#web/client/ui/PdfFrame.tsx';
import { isText } from '../../formats/paths.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import type { ActPreview } from './use-act-preview.ts';

/** The PDF of an act as it stands, beside what it is written in, and why there is none. */
export function PreviewPanel(props: {
  path: string;
  onLine: (line: number) => void;
  preview: ActPreview;
  refresh: () => void;
}) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const { path, onLine, preview, refresh } = props;
  const { pdf, faults, error, isDrawing } = preview;
  return (
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
                  <button type="button" className="h-linkish" onClick={() => onLine(fault.line ?? 1)}>
                    {words(isText(path) ? 'acts.written.block' : 'acts.line', { line: fault.line })}
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
  );
}
