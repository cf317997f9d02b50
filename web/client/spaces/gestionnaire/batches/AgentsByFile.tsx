import { FileUploaderButton } from '@carbon/react';
import type { Success } from '../../../../contract/api.ts';
import { addressOf } from '../../../api/address.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { FailureNote } from '../../../ui/FailureNote.tsx';

/** A file of registration numbers, with what differs by agent. */
export function AgentsByFile(props: {
  kind: Success<'GET /api/act-batches/kinds/:kind'>;
  file: File | null;
  onChoose: (file: File | null) => void;
  /** It was asked for and is not there. */
  missing: boolean;
}) {
  const { t } = useLanguage();
  const { kind, file } = props;
  const template = addressOf('GET /api/act-batches/kinds/:kind/template', { params: { kind: kind.kind } });
  return (
    <div>
      <p>
        <a href={template} download>
          {t('starting.many.template')}
        </a>
      </p>
      <p className="h-help">
        {t('starting.many.columns')} <span lang="fr">{kind.columns.join(', ')}</span>
      </p>
      <p className="h-help">
        {t('starting.many.formats')} {t('starting.many.choices')}
      </p>
      <p>
        <span className="cds--label">{t('starting.many.file')}</span>
      </p>
      <FileUploaderButton
        accept={['.csv', '.txt', '.tsv', 'text/csv']}
        buttonKind="tertiary"
        size="md"
        disableLabelChanges
        labelText={t('starting.many.chooseFile')}
        onChange={(event) => props.onChoose((event.target as HTMLInputElement).files?.[0] ?? null)}
      />
      <p className="h-muted" role="status">
        {file?.name ?? t('starting.many.noFile')}
      </p>
      <FailureNote problem={props.missing && file === null ? t('starting.many.fileMissing') : null} />
    </div>
  );
}
