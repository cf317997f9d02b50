import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { z } from 'zod';
import type { Catalogue, KindSummary } from '../../../contract/catalogue.ts';
import type { PersonRow } from '../../../contract/dossier.ts';
import type { DraftView } from '../../../contract/drafts.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { call } from '../../shell/api.ts';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { Failure } from '../../shell/Failure.tsx';
import { ListFilters } from '../../shell/ListFilters.tsx';
import { type Column, ListTable } from '../../shell/ListTable.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { refresh, useApi } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';
import { TableSkeleton } from '../../shell/TableSkeleton.tsx';
import { useList } from '../../shell/use-list.ts';

type Row = z.infer<typeof PersonRow>;

/** First whom the act is for: an agent of the structures one manages. */
export function ChooseAgent() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  const list = useList<Row>('/api/people');
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('manage.name'),
      cell: (row) => <Link to={`/acts/new/${row.id}`}>{fullName(row)}</Link>,
    },
    { key: 'number', header: t('agent.data.employeeNumber'), cell: (row) => row.employeeNumber },
    { key: 'quality', header: t('agent.data.quality'), cell: (row) => row.quality ?? '—' },
    { key: 'structure', header: t('agent.data.structure'), cell: (row) => row.structureName ?? '—' },
  ];
  return (
    <Page title={t('starting.title')} lead={t('starting.lead')}>
      <ListFilters
        q={list.params.q}
        label={t('starting.searchAgent')}
        onSearch={(q) => list.set({ q })}
        filtered={list.filtered}
        onClear={list.clear}
        total={list.query.data?.total}
      />
      <Loaded query={list.query} skeleton={<TableSkeleton columns={4} />}>
        {(page) =>
          page.total === 0 ? (
            <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
          ) : (
            <ListTable
              label={t('starting.agents')}
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

/** Then which act: those that may be started for this agent. */
export function ChooseAct() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  useInSpace('gestionnaire');
  const query = useApi<z.infer<typeof Catalogue>>(`/api/catalogue?agentId=${id}`);
  return (
    <Loaded query={query} wholePage>
      {({ agent, items }) => (
        <Page
          title={agent === null ? t('starting.title') : t('starting.forAgent', { name: fullName(agent) })}
          crumbs={[{ to: '/acts/new', text: t('starting.title') }]}
          lead={
            agent === null ? undefined : (
              <span className="h-lead-line">
                <span>{agent.employeeNumber}</span>
                <span>{agent.structureName}</span>
                <span>{t('starting.forAgentLead')}</span>
              </span>
            )
          }
          narrow
        >
          {items.length === 0 ? (
            <EmptyState
              title={t('starting.noKind')}
              text={t('starting.noKindText')}
              action={<Link to="/acts/new">{t('starting.otherAgent')}</Link>}
            />
          ) : (
            <ul className="h-startable" aria-label={t('starting.kinds')}>
              {items.map((kind) => (
                <li key={kind.kind}>
                  <Startable kind={kind} agentId={id} />
                </li>
              ))}
            </ul>
          )}
        </Page>
      )}
    </Loaded>
  );
}

function Startable({ kind, agentId }: { kind: KindSummary; agentId: string }) {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const begin = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const draft = await call<DraftView>('/api/drafts', { method: 'POST', body: { kind: kind.kind, agentId } });
      void refresh('/api/drafts', '/api/me');
      await navigate(`/drafts/${draft.id}`);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="h-panel">
      <span className="h-kind__category">{read(kind.category)}</span>
      <h2>{read(kind.title)}</h2>
      <p>{read(kind.summary)}</p>
      {problem ? <Failure error={problem} /> : null}
      <Button onClick={() => void begin()} disabled={busy}>
        {t('starting.begin')}
        <span className="h-hidden">{t('starting.beginOf', { title: read(kind.title) })}</span>
      </Button>
    </div>
  );
}
