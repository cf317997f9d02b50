import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { ReasonField } from '../fields.tsx';
import { IDENTITY, IdentityFields, type TypedIdentity } from './IdentityFields.tsx';

/** Corrects names, number or work address: what takes two is said before. */
export function CorrectPerson(props: { person: PersonView; onClose: () => void; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const { person } = props;
  const [typed, setTyped] = useState<TypedIdentity>({
    ...{ firstName: person.firstName, lastName: person.lastName },
    ...{ employeeNumber: person.employeeNumber, workEmail: person.workEmail ?? '' },
  });
  const [reason, setReason] = useState('');
  const changed = IDENTITY.filter((field) => typed[field].trim() !== (person[field] ?? ''));
  const filled = IDENTITY.every((field) => typed[field].trim() !== '' || person[field] === null);
  return (
    <ConfirmDialog
      title={t('people.correctTitle', { name: fullName(person) })}
      confirm={t('people.correct')}
      ready={filled && changed.length > 0 && isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = {
          ...Object.fromEntries(changed.map((field) => [field, typed[field].trim()])),
          reason: reason.trim(),
        };
        const answer = await call('PATCH /api/administration/persons/:id', { params: { id: person.id }, body });
        await refresh('/api/administration/persons', '/api/administration/proposals?');
        props.onDone(t(answer === undefined ? 'people.corrected' : 'people.correctedProposed'));
      }}
    >
      <p>{t('people.correctText')}</p>
      <IdentityFields id="correct" identity={typed} onChange={setTyped} />
      {person.addressByTwo && changed.includes('workEmail') ? <p>{t('people.addressByTwo')}</p> : null}
      <ReasonField id="correct-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
