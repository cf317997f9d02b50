import './grids.scss';
import { Edit } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { PassedNotice } from '#web/client/ui/Notice.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { GridView } from '#web/contract/circuits/grids.ts';
import { GridProposal } from './GridProposal.tsx';
import { GridTable } from './GridTable.tsx';

/** A reference grid: its rows, what is proposed of it, its versions, what reads it. */
export function GridPage() {
  const { name = '' } = useParams();
  useInSpace('circuits');
  const query = useApi('GET /api/grids/:name', { params: { name } });
  return (
    <Loaded query={query} wholePage>
      {(view) => <Shown name={name} view={view} />}
    </Loaded>
  );
}

function Shown({ name, view }: { name: string; view: GridView }) {
  const { t, read, language } = useLanguage();
  const navigate = useNavigate();
  const { current, proposal, mayPropose } = view;
  const isAwaited = proposal?.state === 'open';
  const title = current?.grid.title ?? proposal?.grid.title;
  return (
    <Page
      title={title ? read(title) : name}
      crumbs={[{ to: '/circuits/grids', text: t('grids.title') }]}
      lead={
        current
          ? t('grids.since', { number: current.number, date: moment(current.publishedAt, language) })
          : t('grids.notYet')
      }
      actions={
        mayPropose && current && !isAwaited ? (
          <Button size="md" renderIcon={Edit} onClick={() => void navigate(`/circuits/grids/${name}/edit`)}>
            {t('grids.modify')}
          </Button>
        ) : null
      }
    >
      <PassedNotice />
      <div className="h-grid">
        {proposal && (isAwaited || proposal.state === 'returned') ? <GridProposal name={name} view={view} /> : null}
        {current ? (
          <Panel title={t('grids.rows')}>
            <GridTable grid={current.grid} />
          </Panel>
        ) : null}
        <Panel title={t('grids.readBy')}>
          {view.readBy.length === 0 ? (
            <p className="h-muted">{t('grids.readByNone')}</p>
          ) : (
            <p>{view.readBy.map((theme) => read(theme.title)).join(', ')}</p>
          )}
        </Panel>
        {view.versions.length > 0 ? (
          <Panel title={t('grids.versions')}>
            <ul className="h-news">
              {view.versions.map(({ number, publishedAt, by }) => (
                <li key={number}>
                  <span>{t('grids.since', { number, date: moment(publishedAt, language) })}</span>
                  <span className="h-muted">
                    {by
                      ? `${t('grids.publishedBy', {
                          proposer: by.proposedBy ? fullName(by.proposedBy) : t('grids.someone'),
                          approver: by.approvedBy ? fullName(by.approvedBy) : t('grids.someone'),
                        })} · ${by.reason}`
                      : t('grids.shipped')}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
      </div>
    </Page>
  );
}
