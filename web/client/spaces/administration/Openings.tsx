import { Select, SelectItem, Tag } from '@carbon/react';
import { useState } from 'react';
import type { OpeningRow } from '../../../contract/administration.ts';
import { useLanguage } from '../../language/use-language.ts';
import { call } from '../../shell/api.ts';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { Filter } from '../../shell/ListFilters.tsx';
import { type Column, ListTable } from '../../shell/ListTable.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { refresh } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';
import { TableSkeleton } from '../../shell/TableSkeleton.tsx';
import { useList } from '../../shell/use-list.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { StructureCell } from './cells.tsx';
import { isReason, PeriodFields, ReasonField, todayInParis } from './fields.tsx';
import { HoldingActions } from './HoldingActions.tsx';
import { PeriodCell } from './Period.tsx';
import type { Choice } from './Picker.tsx';
import { StructurePicker } from './pickers.tsx';
import { useKinds } from './use-kinds.ts';

const ADDRESS = '/api/administration/openings';

/** Pilot sites: where each kind is open, from when to when. */
export function Openings() {
  const { t, read } = useLanguage();
  useInSpace('exploitation');
  const kinds = useKinds();
  const list = useList<OpeningRow>(ADDRESS);
  const [told, tell] = useState('');
  const nameOf = (row: OpeningRow) =>
    row.kind === '*' ? t('administration.openings.all') : row.title ? read(row.title) : row.kind;
  const rule = (row: OpeningRow) => t(row.open ? 'administration.openings.open' : 'administration.openings.closed');
  const columns: Column<OpeningRow>[] = [
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
    { key: 'period', header: t('administration.period'), cell: (row) => <PeriodCell row={row} /> },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) => (
        <HoldingActions
          address={ADDRESS}
          row={row}
          name={`${nameOf(row)}, ${rule(row)}, ${row.structure.name}`}
          onDone={() => tell(t('administration.done'))}
        />
      ),
    },
  ];
  return (
    <Page title={t('administration.openings.title')} lead={t('administration.openings.lead')}>
      <p role="status" className="h-adminform__told">
        {told}
      </p>
      <NewOpening kinds={kinds} onDone={() => tell(t('administration.done'))} />
      <div className="h-filters">
        <Filter
          id="kind"
          label={t('administration.openings.kind')}
          all={t('administration.openings.allKinds')}
          value={list.params.kind}
          choices={[
            { value: '*', text: t('administration.openings.all') },
            ...kinds.map(({ kind, title }) => ({ value: kind, text: title })),
          ]}
          onChange={(kind) => list.set({ kind })}
        />
      </div>
      <Loaded query={list.query} skeleton={<TableSkeleton columns={5} />}>
        {(page) =>
          page.total === 0 ? (
            <EmptyState
              title={t(list.filtered ? 'list.nothingFound' : 'administration.none')}
              text={t(list.filtered ? 'list.nothingFoundText' : 'administration.noneText')}
            />
          ) : (
            <ListTable
              label={t('administration.openings.title')}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.id}
              page={{ page: page.page, pageSize: page.pageSize, total: page.total, onChange: (next) => list.set(next) }}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

function NewOpening({ kinds, onDone }: { kinds: { kind: string; title: string }[]; onDone: () => void }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  const [kind, setKind] = useState('');
  const [open, setOpen] = useState(true);
  const [structure, setStructure] = useState<Choice | null>(null);
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const missing = [
    ...(kind ? [] : [t('administration.openings.kind')]),
    ...(structure ? [] : [t('administration.structure')]),
    ...(period.from ? [] : [t('administration.from')]),
    ...(isReason(reason) ? [] : [t('administration.reason')]),
  ];
  return (
    <CreatePanel
      title={t('administration.openings.create')}
      open={shown}
      onToggle={setShown}
      missing={missing}
      onSubmit={async () => {
        const body = {
          kind,
          open,
          structureId: structure?.id,
          from: period.from,
          until: period.until || null,
          reason: reason.trim(),
        };
        await call(ADDRESS, { method: 'POST', body });
        await refresh(`${ADDRESS}?`, '/api/catalogue');
        setShown(false);
        setStructure(null);
        setReason('');
        onDone();
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
      <PeriodFields id="opening" {...period} onChange={setPeriod} />
      <ReasonField id="opening-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
