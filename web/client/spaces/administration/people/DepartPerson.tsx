import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { ReasonField } from '../fields.tsx';

/** Records that somebody left: all that ends by it is said before. */
export function DepartPerson(props: { person: PersonView; onClose: () => void; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const { person } = props;
  return (
    <ConfirmDialog
      title={t('people.departTitle', { name: fullName(person) })}
      confirm={t('people.depart')}
      danger
      ready={isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = { reason: reason.trim() };
        await call('POST /api/administration/persons/:id/departure', { params: { id: person.id }, body });
        await refresh('/api/administration/persons');
        props.onDone(t('people.departed'));
      }}
    >
      <p>{t('people.departText')}</p>
      <ReasonField id="depart-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
