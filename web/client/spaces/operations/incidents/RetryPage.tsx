import { Stack } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { RETRIED_STATES } from '#domain/incident/incident-retry.ts';
import { reading, refresh } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Filters, type FiltersOf } from '#web/client/ui/lists/ListFilters.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';
import type { RetriedRow, RetryView } from '#web/contract/operations/incidents.ts';
import { RetryCounts, RetryTag } from './RetryCounts.tsx';

/** How soon the page reads again how far it is. */
const AGAIN_MS = 2_000;

/** How far a retry is, and what became of each incident. */
export function RetryPage() {
  const { id = '' } = useParams();
  useInSpace('exploitation');
  const query = useQuery({
    ...reading('GET /api/incidents/retries/:id', { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'ended' ? false : AGAIN_MS),
  });
  return (
    <Loaded query={query} wholePage>
      {(retry) => <Shown retry={retry} />}
    </Loaded>
  );
}

function Shown({ retry }: { retry: RetryView }) {
  const { t, language, read } = useLanguage();
  const { id, counts, state } = retry;
  const total = Object.values(counts).reduce((sum, many) => sum + many, 0);
  const done = total - (counts.waiting ?? 0) - (counts.sent ?? 0);
  const list = useList('GET /api/incidents/retries/:id/incidents', { params: { id } });
  const now = JSON.stringify(counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again whenever the figures change
  useEffect(() => void refresh(`/api/incidents/retries/${id}/incidents`), [id, now]);
  const columns: Column<RetriedRow>[] = [
    {
      key: 'request',
      header: t('operations.request'),
      cell: ({ instanceKey, requestNumber }) => (
        <Link to={`/operations/instances/${instanceKey}`}>{requestNumber ?? t('incidents.ofNoRequest')}</Link>
      ),
    },
    {
      key: 'result',
      header: t('incidents.result'),
      cell: ({ state: result }) => t(`incidents.retriedStates.${result}`),
    },
    { key: 'at', header: t('incidents.at'), cell: ({ changedAt }) => moment(changedAt, language) },
  ];
  const filters: FiltersOf<'GET /api/incidents/retries/:id/incidents'> = [
    {
      by: 'state',
      id: 'retried-state',
      label: t('incidents.result'),
      all: t('incidents.anyResult'),
      choices: RETRIED_STATES.map((value) => ({ value, text: t(`incidents.retriedStates.${value}`) })),
    },
  ];
  return (
    <Page
      title={t('incidents.retryTitle', { circuit: read(retry.circuit), step: read(retry.step) })}
      crumbs={[
        { to: '/operations', text: t('operations.title') },
        { to: '/operations/incidents/retries', text: t('incidents.retries') },
      ]}
      lead={
        <span className="h-lead-line">
          <RetryTag state={state} />
          <span>
            {t('incidents.askedBy', { date: moment(retry.askedAt, language), name: fullName(retry.askedBy) })}
          </span>
          <span className="h-muted">{retry.reason}</span>
        </span>
      }
    >
      <Panel title={t('incidents.report')}>
        <Stack gap={5}>
          <WorkProgress
            label={t('incidents.progress')}
            said={t('incidents.progressText', { done, total })}
            value={done}
            max={Math.max(total, 1)}
            status={state === 'ended' ? 'finished' : 'active'}
          />
          <div aria-live="polite">
            <RetryCounts counts={counts} />
          </div>
        </Stack>
      </Panel>
      <Panel title={t('incidents.results')}>
        <Stack gap={5}>
          <Filters list={list} filters={filters} />
          <PagedList label={t('incidents.results')} list={list} columns={columns} rowKey={({ key }) => key} />
        </Stack>
      </Panel>
    </Page>
  );
}
