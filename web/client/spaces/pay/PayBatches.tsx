import { Button, Tag } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayBatchView } from '#web/contract/requests/pay.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { moment, monthName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';
import { Filters, type FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { PagedList } from '../../ui/lists/PagedList.tsx';
import { Forbidden } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';

/** What was sent to the comptable, with what was taken back and why. */
export function PayBatches() {
  const me = useMe();
  const mine = me.spaces.includes('paye');
  useInSpace(mine ? 'paye' : null);
  return mine ? <Batches /> : <Forbidden />;
}

function Batches() {
  const { t, language } = useLanguage();
  const list = useList('GET /api/pay/batches');
  const months = useApi('GET /api/pay/months');
  const [recalled, setRecalled] = useState<PayBatchView | null>(null);
  const [notice, setNotice] = useState('');
  const columns: ColumnsOf<'GET /api/pay/batches'> = [
    {
      key: 'number',
      header: t('pay.batchColumns.number'),
      nowrap: true,
      cell: (row) => <Link to={`/pay?month=${row.month}`}>{row.number}</Link>,
    },
    {
      key: 'month',
      header: t('pay.batchColumns.month'),
      nowrap: true,
      cell: (row) => monthName(row.month, language),
    },
    { key: 'structure', header: t('pay.batchColumns.structure'), cell: (row) => row.structureName },
    { key: 'count', header: t('pay.batchColumns.count'), cell: (row) => row.count },
    {
      key: 'sent',
      header: t('pay.batchColumns.sent'),
      cell: (row) => (
        <span className="h-two">
          <span>{moment(row.sentAt, language)}</span>
          <span className="h-muted">{row.sentBy}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('pay.batchColumns.state'),
      cell: (row) => (
        <span className="h-two">
          <Tag type={row.recalledAt === null ? 'green' : 'red'}>
            {row.recalledAt === null ? t('pay.sentState') : t('pay.recalledState')}
          </Tag>
          {row.recallReason === null ? null : <span className="h-muted">{row.recallReason}</span>}
        </span>
      ),
    },
    {
      key: 'actions',
      header: t('pay.batchColumns.actions'),
      cell: (row) =>
        row.may.recall ? (
          <Button kind="danger--ghost" size="sm" onClick={() => setRecalled(row)}>
            {t('pay.recall')}
            <span className="h-hidden"> {row.number}</span>
          </Button>
        ) : (
          '—'
        ),
    },
  ];
  const filters: FiltersOf<'GET /api/pay/batches'> = [
    {
      by: 'month',
      label: t('pay.batchColumns.month'),
      all: t('pay.allMonths'),
      choices: (months.data?.items ?? []).map((each) => ({
        value: each.month,
        text: monthName(each.month, language),
      })),
    },
  ];
  return (
    <Page title={t('pay.batches')} lead={t('pay.batchesLead')}>
      <p role="status" className={notice ? 'h-paynotice' : 'h-hidden'}>
        {notice}
      </p>
      <search className="h-filters">
        <Filters list={list} filters={filters} />
      </search>
      <PagedList
        label={t('pay.batches')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('pay.noBatch')} text={t('pay.noBatchText')} />}
      />
      {recalled ? <RecallDialog batch={recalled} onClose={() => setRecalled(null)} onNotice={setNotice} /> : null}
    </Page>
  );
}

function RecallDialog(props: { batch: PayBatchView; onClose: () => void; onNotice: (text: string) => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const { batch } = props;
  return (
    <ConfirmDialog
      danger
      title={t('pay.recallTitle', { number: batch.number })}
      confirm={t('pay.recall')}
      ready={reason.trim() !== ''}
      onClose={props.onClose}
      onConfirm={async () => {
        await call('POST /api/pay/batches/:id/recall', { params: { id: batch.id }, body: { reason: reason.trim() } });
        await refresh('/api/pay');
        props.onClose();
        props.onNotice(t('pay.recalledNow', { number: batch.number }));
      }}
    >
      <p>{t('pay.recallText')}</p>
      <LongText
        id="recall-reason"
        labelText={t('pay.recallReason')}
        value={reason}
        maxLength={1000}
        rows={3}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
