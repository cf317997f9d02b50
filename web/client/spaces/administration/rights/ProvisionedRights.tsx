import { Button, Checkbox } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { ListFilters } from '#web/client/ui/lists/ListFilters.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ProvisionedRow } from '#web/contract/operations/imports.ts';
import { StructureCell } from '../cells.tsx';
import { ReasonField } from '../fields.tsx';
import { PowerCell } from './PowerCell.tsx';
import { SeveralDone, type SeveralOutcome, severalOutcome } from './SeveralDone.tsx';
import { useProposalName } from './use-proposal-name.ts';

type Asking = 'takeUp' | 'setAside';

/** What came by a file or by SCIM and that two administrators give: taken up, many at once, or set aside. */
export function ProvisionedRights() {
  const { t, language } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/administration/provisioned-rights');
  const nameOf = useProposalName();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [outcome, setOutcome] = useState<SeveralOutcome | null>(null);
  const rows = list.query.data?.items ?? [];
  const ids = rows.map(({ id }) => id).filter((id) => chosen.includes(id));
  const columns: Column<ProvisionedRow>[] = [
    {
      key: 'choose',
      header: t('people.provisioned.choice'),
      cell: (row) => (
        <Checkbox
          id={`take-${row.id}`}
          labelText={t('people.provisioned.select', { name: nameOf(row) })}
          hideLabel
          checked={chosen.includes(row.id)}
          onChange={(_event, { checked }) =>
            setChosen(checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))
          }
        />
      ),
    },
    {
      key: 'what',
      header: t('people.provisioned.what'),
      cell: (row) => <PowerCell name={nameOf(row)} row={row} />,
    },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: (row) => <StructureCell structure={row.structure} />,
    },
    {
      key: 'source',
      header: t('people.provisioned.source'),
      cell: (row) => (
        <span className="h-two">
          <span>{t(`people.provisioned.sources.${row.source}`)}</span>
          <span className="h-muted">{moment(row.madeAt, language)}</span>
        </span>
      ),
    },
  ];
  return (
    <Page title={t('people.provisioned.title')} lead={t('people.provisioned.lead')}>
      <SeveralDone outcome={outcome} />
      <ListFilters label={t('administration.searchPerson')} list={list} />
      {rows.length > 0 ? (
        <div className="h-adminform__actions">
          <Checkbox
            id="take-all"
            labelText={t('people.provisioned.selectAll')}
            checked={ids.length === rows.length}
            indeterminate={ids.length > 0 && ids.length < rows.length}
            onChange={(_event, { checked }) => setChosen(checked ? rows.map(({ id }) => id) : [])}
          />
          <Button size="sm" disabled={ids.length === 0} onClick={() => setAsking('takeUp')}>
            {t('people.provisioned.takeUp', { count: ids.length })}
          </Button>
          <Button size="sm" kind="ghost" disabled={ids.length === 0} onClick={() => setAsking('setAside')}>
            {t('people.provisioned.setAside', { count: ids.length })}
          </Button>
        </div>
      ) : null}
      <PagedList
        label={t('people.provisioned.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('people.provisioned.none')} text={t('people.provisioned.noneText')} />}
      />
      {asking ? (
        <AskDialog
          asking={asking}
          ids={ids}
          onClose={() => setAsking(null)}
          onDone={(items) => {
            setOutcome(severalOutcome(items, rows, nameOf));
            setAsking(null);
            setChosen([]);
          }}
        />
      ) : null}
    </Page>
  );
}

/** Asks why, then takes up or sets aside those that are chosen. */
function AskDialog(props: {
  asking: Asking;
  ids: string[];
  onClose: () => void;
  onDone: (items: readonly { id: string; code: string | null }[]) => void;
}) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const { asking, ids } = props;
  const count = ids.length;
  return (
    <ConfirmDialog
      title={t(`people.provisioned.${asking}Title`, { count })}
      confirm={t(`people.provisioned.${asking}`, { count })}
      danger={asking === 'setAside'}
      ready={isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = { ids, reason: reason.trim() };
        const { items } = await (asking === 'takeUp'
          ? call('POST /api/administration/provisioned-rights/proposals', { body })
          : call('POST /api/administration/provisioned-rights/dismissals', { body }));
        await refresh('/api/administration/provisioned-rights?', '/api/administration/proposals?');
        props.onDone(items);
      }}
    >
      <p>{t(`people.provisioned.${asking}Text`)}</p>
      <ReasonField id="provisioned-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
