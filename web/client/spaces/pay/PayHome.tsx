import { DocumentDownload } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { PAY_STATES } from '#domain/pay/pay-piece.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import { addressOf } from '../../api/address.ts';
import { useApi } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, monthName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { FiltersOf } from '../../ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '../../ui/lists/ListTable.tsx';
import { SearchedList } from '../../ui/lists/SearchedList.tsx';
import { Forbidden } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActLink } from './ActLink.tsx';
import { CheckButton } from './CheckButton.tsx';
import { Facts } from './Facts.tsx';
import { PayStateTag } from './PayStateTag.tsx';
import { SendButton } from './SendButton.tsx';
import { TakesBack } from './TakesBack.tsx';
import { effectText } from './words.ts';

/** The pay space: for the finance office, what to check and to send; for the comptable, what was sent. */
export function PayHome() {
  const me = useMe();
  const mine = me.spaces.includes('paye');
  useInSpace(mine ? 'paye' : null);
  if (!mine) return <Forbidden />;
  return <PayPieces finance={me.habilitations.some(({ role }) => role === 'financier')} />;
}

function PayPieces({ finance }: { finance: boolean }) {
  const words = useLanguage();
  const { t, language, read } = words;
  const list = useList('GET /api/pay/pieces');
  const months = useApi('GET /api/pay/months');
  const [notice, setNotice] = useState('');
  const { month } = list.params;
  const columns: ColumnsOf<'GET /api/pay/pieces'> = [
    {
      key: 'agent',
      header: t('pay.columns.agent'),
      sort: 'agent',
      cell: (row) => (
        <span className="h-two">
          <Link to={`/pay/agents/${row.agent.id}`}>{fullName(row.agent)}</Link>
          <span className="h-muted">
            {row.agent.employeeNumber} · {row.structureName}
          </span>
        </span>
      ),
    },
    {
      key: 'reference',
      header: t('pay.columns.reference'),
      sort: 'reference',
      cell: (row) => (
        <span className="h-two">
          <span>{read(row.title)}</span>
          <span className="h-muted">{row.reference}</span>
        </span>
      ),
    },
    {
      key: 'month',
      header: t('pay.columns.month'),
      sort: 'month',
      nowrap: true,
      cell: (row) => monthName(row.month, language),
    },
    {
      key: 'movement',
      header: t('pay.columns.movement'),
      sort: 'effectDate',
      cell: (row) => (
        <span className="h-two">
          <span>{t(`pay.movements.${row.movement}`)}</span>
          <span className="h-muted">{effectText(row, words)}</span>
          <TakesBack piece={row} />
        </span>
      ),
    },
    { key: 'facts', header: t('pay.columns.facts'), cell: (row) => <Facts facts={row.facts} /> },
    { key: 'state', header: t('pay.columns.state'), cell: (row) => <PayStateTag piece={row} /> },
    {
      key: 'actions',
      header: t('pay.columns.actions'),
      cell: (row) => (
        <span className="h-two">
          <CheckButton piece={row} onNotice={setNotice} />
          <ActLink piece={row} />
        </span>
      ),
    },
  ];
  const filters: FiltersOf<'GET /api/pay/pieces'> = [
    {
      by: 'month',
      label: t('pay.columns.month'),
      all: t('pay.allMonths'),
      choices: (months.data?.items ?? []).map((each) => ({
        value: each.month,
        text: monthName(each.month, language),
      })),
    },
    {
      by: 'movement',
      label: t('pay.columns.movement'),
      all: t('pay.allMovements'),
      choices: PAY_MOVEMENTS.map((movement) => ({ value: movement, text: t(`pay.movements.${movement}`) })),
    },
    ...(finance
      ? [
          {
            by: 'state',
            label: t('pay.columns.state'),
            all: t('pay.allStates'),
            choices: PAY_STATES.map((state) => ({
              value: state,
              text: t(`pay.states.${state}`),
            })),
          } as const,
        ]
      : []),
  ];
  return (
    <Page
      title={t('pay.title')}
      lead={finance ? t('pay.leadFinance') : t('pay.leadAccountant')}
      actions={
        month ? (
          <>
            <Button
              as="a"
              href={addressOf('GET /api/pay/months/:month/list.csv', { params: { month }, query: { lang: language } })}
              download
              kind="tertiary"
              size="md"
              renderIcon={DocumentDownload}
            >
              {t('pay.exportMonth')}
            </Button>
            {finance ? <SendButton month={month} onNotice={setNotice} /> : null}
          </>
        ) : undefined
      }
    >
      <p role="status" className={notice ? 'h-paynotice' : 'h-hidden'}>
        {notice}
      </p>
      <SearchedList
        label={t('pay.title')}
        search={t('pay.search')}
        list={list}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        sort="-month"
        empty={{ title: t('pay.none'), text: finance ? t('pay.noneFinance') : t('pay.noneAccountant') }}
      />
    </Page>
  );
}
