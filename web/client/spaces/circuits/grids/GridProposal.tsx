import { Button } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { GridView } from '#web/contract/circuits/grids.ts';
import { GridChangeList } from './GridChangeList.tsx';

const SHORTEST_REMARK = 3;

/** What an analyst proposes of a grid: what changes, why, and what whoever reads may answer; or why it was sent back. */
export function GridProposal({ name, view: { current, proposal, mayPropose } }: { name: string; view: GridView }) {
  const { t, read, language } = useLanguage();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'approve' | 'return' | 'take-back' | null>(null);
  const [remark, setRemark] = useState('');
  if (proposal === null) return null;
  const { id, grid, mine, state } = proposal;
  const title = read(grid.title);
  const params = { id };
  const done = async (notice: string) => {
    setAsking(null);
    await navigate(`/circuits/grids/${name}`, { state: { notice: { kind: 'success', title: notice } } });
    await refresh('/api/grids', '/api/notifications');
  };
  const isAwaited = state === 'open';

  return (
    <Panel title={t(isAwaited ? 'grids.proposal' : 'grids.sentBack')}>
      <dl className="h-facts">
        <dt>{t('grids.proposedBy')}</dt>
        <dd>
          {t('grids.proposedWhen', {
            name: proposal.proposedBy ? fullName(proposal.proposedBy) : t('grids.someone'),
            date: moment(proposal.proposedAt, language),
          })}
        </dd>
        <dt>{t('grids.reason')}</dt>
        <dd>{proposal.reason}</dd>
        {proposal.remark ? (
          <>
            <dt>{t('grids.remark')}</dt>
            <dd>{proposal.remark}</dd>
          </>
        ) : null}
      </dl>
      <h3 className="h-grid__heading">{t('grids.changes')}</h3>
      <GridChangeList before={current?.grid ?? null} after={grid} />
      {isAwaited && mine.approvalBar !== null && mine.approvalBar !== 'forbidden' ? (
        <p className="h-text">{t(`errors.${mine.approvalBar}`)}</p>
      ) : null}
      <div className="h-grid__actions">
        {isAwaited && mine.approvalBar === null ? (
          <Button size="md" onClick={() => setAsking('approve')}>
            {t('grids.approve')}
          </Button>
        ) : null}
        {mine.canReturn ? (
          <Button size="md" kind="tertiary" onClick={() => setAsking('return')}>
            {t('grids.return')}
          </Button>
        ) : null}
        {mine.canTakeBack ? (
          <Button size="md" kind="tertiary" onClick={() => setAsking('take-back')}>
            {t('grids.takeBack')}
          </Button>
        ) : null}
        {!isAwaited && mayPropose && current ? (
          <Button size="md" kind="tertiary" onClick={() => void navigate(`/circuits/grids/${name}/edit?resume=true`)}>
            {t('grids.resume')}
          </Button>
        ) : null}
      </div>
      {asking === 'approve' ? (
        <ConfirmDialog
          title={t('grids.approveTitle', { title })}
          confirm={t('grids.approve')}
          onConfirm={async () => {
            const { number } = await call('POST /api/grid-proposals/:id/approval', { params });
            await done(t('grids.approved', { title, number }));
          }}
          onClose={() => setAsking(null)}
        >
          <p className="h-text">{t('grids.approveText')}</p>
        </ConfirmDialog>
      ) : null}
      {asking === 'return' ? (
        <ConfirmDialog
          title={t('grids.return')}
          confirm={t('grids.returnGo')}
          ready={remark.trim().length >= SHORTEST_REMARK}
          onConfirm={async () => {
            await call('POST /api/grid-proposals/:id/return', { params, body: { remark: remark.trim() } });
            await done(t('grids.returned', { title }));
          }}
          onClose={() => setAsking(null)}
        >
          <LongText
            id="grid-remark"
            labelText={t('grids.remark')}
            helperText={t('grids.remarkHelp')}
            rows={4}
            maxLength={1000}
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
        </ConfirmDialog>
      ) : null}
      {asking === 'take-back' ? (
        <ConfirmDialog
          title={t('grids.takeBack')}
          confirm={t('grids.takeBack')}
          onConfirm={async () => {
            await call('DELETE /api/grid-proposals/:id', { params });
            await done(t('grids.takenBack'));
          }}
          onClose={() => setAsking(null)}
        >
          <p className="h-text">{t('grids.takeBackText')}</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
