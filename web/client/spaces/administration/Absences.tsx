import { useState } from 'react';
import type { AbsenceRow } from '../../../contract/administration.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { call } from '../../shell/api.ts';
import type { Column } from '../../shell/ListTable.tsx';
import { Page } from '../../shell/Page.tsx';
import { refresh } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';
import { useList } from '../../shell/use-list.ts';
import { AdministrationList } from './AdministrationList.tsx';
import { CreatePanel } from './CreatePanel.tsx';
import { PersonCell, StructureCell } from './cells.tsx';
import { isReason, PeriodFields, ReasonField, todayInParis } from './fields.tsx';
import { HoldingActions } from './HoldingActions.tsx';
import { PeriodCell } from './Period.tsx';
import type { Choice } from './Picker.tsx';
import { PersonPicker } from './pickers.tsx';

const ADDRESS = '/api/administration/absences';

/** Who is away, from when to when. */
export function Absences() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  const list = useList<AbsenceRow>(ADDRESS);
  const [told, tell] = useState('');
  const columns: Column<AbsenceRow>[] = [
    { key: 'person', header: t('administration.person'), cell: ({ person }) => <PersonCell person={person} /> },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: ({ structure }) => <StructureCell structure={structure} />,
    },
    { key: 'period', header: t('administration.period'), cell: (row) => <PeriodCell row={row} /> },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) => (
        <HoldingActions
          address={ADDRESS}
          row={row}
          name={fullName(row.person)}
          onDone={() => tell(t('administration.done'))}
        />
      ),
    },
  ];
  return (
    <Page title={t('administration.absences.title')} lead={t('administration.absences.lead')}>
      <p role="status" className="h-adminform__told">
        {told}
      </p>
      <NewAbsence onDone={() => tell(t('administration.done'))} />
      <AdministrationList label={t('administration.absences.title')} list={list} columns={columns} />
    </Page>
  );
}

function NewAbsence({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState<Choice | null>(null);
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const missing = [
    ...(person ? [] : [t('administration.person')]),
    ...(period.from ? [] : [t('administration.from')]),
    ...(period.until ? [] : [t('administration.untilMandatory')]),
    ...(isReason(reason) ? [] : [t('administration.reason')]),
  ];
  return (
    <CreatePanel
      title={t('administration.absences.create')}
      open={open}
      onToggle={setOpen}
      missing={missing}
      onSubmit={async () => {
        await call(ADDRESS, { method: 'POST', body: { personId: person?.id, ...period, reason: reason.trim() } });
        await refresh(`${ADDRESS}?`);
        setOpen(false);
        setPerson(null);
        setReason('');
        onDone();
      }}
    >
      <PersonPicker id="absence-person" label={t('administration.person')} chosen={person} onChoose={setPerson} />
      <PeriodFields id="absence" {...period} onChange={setPeriod} untilMandatory />
      <ReasonField id="absence-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
