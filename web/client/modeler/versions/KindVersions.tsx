import '../editors.scss';
import { InlineNotification, Tag } from '@carbon/react';
import { Link, useParams } from 'react-router';
import type { z } from 'zod';
import type { CircuitVersionRow } from '#web/contract/circuits/atelier.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { TableSkeleton } from '../../ui/lists/TableSkeleton.tsx';
import { Page } from '../../ui/Page.tsx';
import { CompareChoice } from '../comparison/CompareChoice.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { StartFromButton } from './StartFromButton.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';

type Row = z.infer<typeof CircuitVersionRow>;

/** The versions of a circuit: who published each, when and why, and how many requests still follow it. */
export function KindVersions() {
  const { kind = '' } = useParams();
  const { t, language, read } = useLanguage();
  const words = useEditorWords();
  useInSpace('circuits');
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const query = useApi('GET /api/circuits/:kind/versions', { params: { kind } });
  const inForce = query.data?.items.find(({ current }) => current);
  const columns: Column<Row>[] = [
    {
      key: 'number',
      header: words('versions.version'),
      cell: (row) => (
        <>
          <Link to={`/circuits/${row.versionId}`}>{words('versions.number', { number: row.number })}</Link>{' '}
          {row.current ? <Tag type="green">{words('versions.current')}</Tag> : null}
          {row.withdrawnAt ? <Tag type="red">{words('versions.withdrawn')}</Tag> : null}
        </>
      ),
    },
    { key: 'at', header: words('versions.published'), cell: (row) => moment(row.publishedAt, language) },
    {
      key: 'by',
      header: words('versions.by'),
      cell: ({ publishedBy, proposedBy }) => {
        if (!publishedBy) return words('versions.shipped');
        return proposedBy
          ? words('versions.byTwo', { proposer: fullName(proposedBy), approver: fullName(publishedBy) })
          : fullName(publishedBy);
      },
    },
    {
      key: 'reason',
      header: words('versions.reason'),
      cell: (row) => (
        <span className="h-two">
          <span>{row.reason ?? <span className="h-muted">{words('versions.noReason')}</span>}</span>
          {row.withdrawnAt && row.withdrawnBy ? (
            <span>
              {words('versions.withdrawnBy', {
                date: moment(row.withdrawnAt, language),
                name: fullName(row.withdrawnBy),
                reason: row.withdrawalReason ?? '',
              })}
            </span>
          ) : null}
        </span>
      ),
    },
    { key: 'running', header: words('versions.running'), cell: (row) => row.openRequests },
    ...(draws
      ? [
          {
            key: 'start',
            header: t('atelier.actions'),
            cell: (row: Row) => (
              <>
                <StartFromButton kind={kind} versionId={row.versionId} number={row.number} />
                {row.withdrawnAt ? null : <WithdrawButton version={row} inForce={inForce} />}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <Loaded query={query} wholePage skeleton={<TableSkeleton columns={5} />}>
      {({ items }) => (
        <Page
          title={words('versions.title', { title: items[0] ? read(items[0].title) : kind })}
          lead={words('versions.lead')}
          crumbs={[{ to: '/circuits', text: t('circuits.title') }]}
        >
          {items.length === 0 ? (
            <EmptyState title={words('versions.none')} text={words('versions.noneText')} />
          ) : (
            <>
              {inForce ? null : (
                <InlineNotification
                  kind="warning"
                  lowContrast
                  hideCloseButton
                  title={words('versions.closed')}
                  subtitle={words('versions.closedText')}
                />
              )}
              <ListTable label={words('versions.all')} columns={columns} rows={items} rowKey={(row) => row.versionId} />
            </>
          )}
          {items.length > 1 ? <CompareChoice items={items} /> : null}
        </Page>
      )}
    </Loaded>
  );
}
