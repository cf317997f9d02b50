import { Select, SelectItem, Tag } from '@carbon/react';
import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { useKinds } from '#web/client/app/use-kinds.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Filters, type FiltersOf } from '#web/client/ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import type { OpeningRow } from '#web/contract/operations/administration.ts';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { StructureCell } from '../cells.tsx';
import { NewHolding } from '../NewHolding.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';
import { useColumns } from '../use-columns.tsx';

/** Pilot sites: where each kind is open, from when to when. */
export function Openings() {
  const { t, read } = useLanguage();
  const kinds = useKinds();
  const list = useList('GET /api/administration/openings');
  const [notice, setNotice] = useState('');
  const done = () => setNotice(t('administration.done'));
  const common = useColumns();
  const nameOf = (row: OpeningRow) =>
    row.kind === '*' ? t('administration.openings.all') : row.title ? read(row.title) : row.kind;
  const rule = (row: OpeningRow) => t(row.open ? 'administration.openings.open' : 'administration.openings.closed');
  const columns: ColumnsOf<'GET /api/administration/openings'> = [
    { key: 'kind', header: t('administration.openings.kind'), cell: (row) => <strong>{nameOf(row)}</strong> },
    {
      key: 'rule',
      header: t('administration.openings.rule'),
      cell: (row) => <Tag type={row.open ? 'green' : 'red'}>{rule(row)}</Tag>,
    },
    {
      key: 'structure',
      header: t('administration.openings.where'),
      cell: ({ structure }) => <StructureCell structure={structure} />,
    },
    common.period,
    common.actions<OpeningRow>({
      of: 'openings',
      nameOf: (row) => `${nameOf(row)}, ${rule(row)}, ${row.structure.name}`,
      onDone: done,
    }),
  ];
  const filters: FiltersOf<'GET /api/administration/openings'> = [
    {
      by: 'kind',
      label: t('administration.openings.kind'),
      all: t('administration.openings.allKinds'),
      choices: [
        { value: '*', text: t('administration.openings.all') },
        ...kinds.map(({ kind, title }) => ({ value: kind, text: title })),
      ],
    },
  ];
  return (
    <AdministrationPage of="openings" notice={notice}>
      <NewOpening kinds={kinds} onDone={setNotice} />
      <div className="h-filters">
        <Filters list={list} filters={filters} />
      </div>
      <PagedList
        label={t('administration.openings.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('administration.none')} text={t('administration.noneText')} />}
      />
    </AdministrationPage>
  );
}

function NewOpening({ kinds, onDone }: { kinds: { kind: string; title: string }[]; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [kind, setKind] = useState('');
  const [open, setOpen] = useState(true);
  const [structure, setStructure] = useState<Choice | null>(null);
  return (
    <NewHolding
      title={t('administration.openings.create')}
      of="openings"
      id="opening"
      alsoChanged={['/api/catalogue']}
      filled={{
        [t('administration.openings.kind')]: kind !== '',
        [t('administration.structure')]: structure !== null,
      }}
      body={{ kind, open, structureId: structure?.id ?? '' }}
      onDone={(notice) => {
        setStructure(null);
        onDone(notice);
      }}
    >
      <Select
        id="opening-kind"
        labelText={t('administration.openings.kind')}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      >
        <SelectItem value="" text="" />
        <SelectItem value="*" text={t('administration.openings.all')} />
        {kinds.map((each) => (
          <SelectItem key={each.kind} value={each.kind} text={each.title} />
        ))}
      </Select>
      <Select
        id="opening-rule"
        labelText={t('administration.openings.rule')}
        value={open ? 'open' : 'closed'}
        onChange={(event) => setOpen(event.target.value === 'open')}
      >
        <SelectItem value="open" text={t('administration.openings.open')} />
        <SelectItem value="closed" text={t('administration.openings.closed')} />
      </Select>
      <StructurePicker
        id="opening-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
      />
    </NewHolding>
  );
}
