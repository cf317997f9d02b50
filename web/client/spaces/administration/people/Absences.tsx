import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import type { AbsenceRow } from '#web/contract/operations/administration.ts';
import { AdministrationList } from '../AdministrationList.tsx';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { NewHolding } from '../NewHolding.tsx';
import type { Choice } from '../Picker.tsx';
import { PersonPicker } from '../pickers.tsx';
import { useColumns } from '../use-columns.tsx';

/** Who is away, from when to when. */
export function Absences() {
  const { t } = useLanguage();
  const list = useList('GET /api/administration/absences');
  const [notice, setNotice] = useState('');
  const done = () => setNotice(t('administration.done'));
  const common = useColumns();
  const columns: Column<AbsenceRow>[] = [
    common.person,
    common.structure,
    common.period,
    common.actions<AbsenceRow>({ of: 'absences', nameOf: ({ person }) => fullName(person), onDone: done }),
  ];
  return (
    <AdministrationPage of="absences" notice={notice}>
      <NewAbsence onDone={setNotice} />
      <AdministrationList label={t('administration.absences.title')} list={list} columns={columns} />
    </AdministrationPage>
  );
}

function NewAbsence({ onDone }: { onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [person, setPerson] = useState<Choice | null>(null);
  return (
    <NewHolding
      title={t('administration.absences.create')}
      of="absences"
      id="absence"
      untilMandatory
      filled={{
        [t('administration.person')]: person !== null,
      }}
      body={{ personId: person?.id ?? '' }}
      onDone={(notice) => {
        setPerson(null);
        onDone(notice);
      }}
    >
      <PersonPicker id="absence-person" label={t('administration.person')} chosen={person} onChoose={setPerson} />
    </NewHolding>
  );
}
