import { addressOf } from '#web/client/api/address.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { CsvChoice } from '#web/client/ui/fields/CsvChoice.tsx';
import type { Success } from '#web/contract/api.ts';

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
      <CsvChoice
        label={t('starting.many.file')}
        choose={t('starting.many.chooseFile')}
        none={t('starting.many.noFile')}
        file={file}
        onChoose={props.onChoose}
      />
      <FailureNote problem={props.missing && file === null ? t('starting.many.fileMissing') : null} />
    </div>
  );
}
