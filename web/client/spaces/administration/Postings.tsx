import { TextInput } from '@carbon/react';
import { useState } from 'react';
import type { PostingRow } from '../../../contract/administration.ts';
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
import { PersonPicker, StructurePicker } from './pickers.tsx';

const ADDRESS = '/api/administration/postings';

/** Who is posted where, from when to when. */
export function Postings() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  const list = useList<PostingRow>(ADDRESS);
  const [told, tell] = useState('');
  const columns: Column<PostingRow>[] = [
    { key: 'person', header: t('administration.person'), cell: ({ person }) => <PersonCell person={person} /> },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: ({ structure }) => <StructureCell structure={structure} />,
    },
    {
      key: 'quality',
      header: t('administration.postings.qualityShort'),
      cell: (row) => (
        <span className="h-two" lang="fr">
          <span>{row.quality}</span>
          <span className="h-muted">{row.grade}</span>
        </span>
      ),
    },
    { key: 'period', header: t('administration.period'), cell: (row) => <PeriodCell row={row} /> },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) => (
        <HoldingActions
          address={ADDRESS}
          row={row}
          name={`${fullName(row.person)}, ${row.structure.name}`}
          onDone={() => tell(t('administration.done'))}
        />
      ),
    },
  ];
  return (
    <Page title={t('administration.postings.title')} lead={t('administration.postings.lead')}>
      <p role="status" className="h-adminform__told">
        {told}
      </p>
      <NewPosting onDone={() => tell(t('administration.done'))} />
      <AdministrationList label={t('administration.postings.title')} list={list} columns={columns} />
    </Page>
  );
}

function NewPosting({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState<Choice | null>(null);
  const [structure, setStructure] = useState<Choice | null>(null);
  const [quality, setQuality] = useState('');
  const [grade, setGrade] = useState('');
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const missing = [
    ...(person ? [] : [t('administration.person')]),
    ...(structure ? [] : [t('administration.structure')]),
    ...(quality.trim() ? [] : [t('administration.postings.qualityShort')]),
    ...(grade.trim() ? [] : [t('administration.postings.grade')]),
    ...(period.from ? [] : [t('administration.from')]),
    ...(isReason(reason) ? [] : [t('administration.reason')]),
  ];
  return (
    <CreatePanel
      title={t('administration.postings.create')}
      open={open}
      onToggle={setOpen}
      missing={missing}
      onSubmit={async () => {
        const body = {
          personId: person?.id,
          structureId: structure?.id,
          quality: quality.trim(),
          grade: grade.trim(),
          from: period.from,
          until: period.until || null,
          reason: reason.trim(),
        };
        await call(ADDRESS, { method: 'POST', body });
        await refresh(`${ADDRESS}?`);
        setOpen(false);
        setPerson(null);
        setReason('');
        onDone();
      }}
    >
      <PersonPicker id="posting-person" label={t('administration.person')} chosen={person} onChoose={setPerson} />
      <StructurePicker
        id="posting-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
      />
      <TextInput
        id="posting-quality"
        labelText={t('administration.postings.quality')}
        value={quality}
        onChange={(event) => setQuality(event.target.value)}
      />
      <TextInput
        id="posting-grade"
        labelText={t('administration.postings.grade')}
        value={grade}
        onChange={(event) => setGrade(event.target.value)}
      />
      <PeriodFields id="posting" {...period} onChange={setPeriod} />
      <ReasonField id="posting-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
