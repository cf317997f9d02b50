import { useId, useState } from 'react';
import { useBeginDraft } from '../../api/open-draft.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

/** What the server takes, so that nothing larger is even sent. */
const MAX_BYTES = 1_000_000;

/** Takes in a diagram drawn elsewhere. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const begin = useBeginDraft();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const tooLarge = file !== null && file.size > MAX_BYTES;
  return (
    <ConfirmDialog
      title={t('atelier.importTitle')}
      confirm={t('atelier.importGo')}
      ready={file !== null && !tooLarge}
      onClose={onClose}
      onConfirm={async () => {
        if (file) await begin({ import: { fileName: file.name, xml: await file.text() } });
      }}
    >
      <p className="h-text">{t('atelier.importText')}</p>
      <div className="cds--form-item">
        <label className="cds--label" htmlFor={id}>
          {t('atelier.importFile')}
        </label>
        <input
          id={id}
          className="h-atelier__file"
          type="file"
          accept=".bpmn,.xml,application/xml,text/xml"
          aria-invalid={tooLarge}
          aria-describedby={tooLarge ? `${id}-fault` : undefined}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        {tooLarge ? (
          <p id={`${id}-fault`} className="h-atelier__fault" role="alert">
            {t('atelier.importTooLarge')}
          </p>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
