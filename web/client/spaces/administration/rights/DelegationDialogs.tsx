import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isRealDay, todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { DelegationRow } from '#web/contract/operations/administration.ts';
import { ReasonField } from '../fields.tsx';

interface Props {
  row: DelegationRow;
  onClose: () => void;
  onDone: () => void;
}

/** Records where and when a delegation was published. */
export function PublishDialog({ row, onClose, onDone }: Props) {
  const { t } = useLanguage();
  const [publishedOn, setPublishedOn] = useState(todayInParis());
  const [publication, setPublication] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('administration.delegations.publishTitle')}
      confirm={t('administration.delegations.publish')}
      ready={isReason(reason) && publication.trim() !== '' && isRealDay(publishedOn)}
      onClose={onClose}
      onConfirm={async () => {
        const body = { publishedOn, publication: publication.trim(), reason: reason.trim() };
        await call('POST /api/administration/delegations/:id/publication', { params: { id: row.id }, body });
        await refresh('/api/administration/delegations?');
        onDone();
      }}
    >
      <p>{t('administration.delegations.publishText')}</p>
      <DayField
        id="publication-day"
        labelText={t('administration.delegations.publishDate')}
        value={publishedOn}
        onChange={setPublishedOn}
      />
      <TextInput
        id="publication-where"
        labelText={t('administration.delegations.publication')}
        helperText={t('administration.delegations.publicationHelp')}
        value={publication}
        onChange={(event) => setPublication(event.target.value)}
      />
      <ReasonField id="publication-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
