import { Rocket } from '@carbon/icons-react';
import { Button, TextArea } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CircuitProposalView } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { ATELIER_HOME, draftAddress } from '../../api/open-draft.ts';
import { refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

const SHORTEST_REMARK = 3;

/** Approve, send back, or take back: what this person may answer to a proposal, and why not the rest. */
export function ProposalAnswer({ proposal, errors }: { proposal: CircuitProposalView; errors: number | null }) {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'approve' | 'return' | 'take-back' | null>(null);
  const [remark, setRemark] = useState('');
  const { id, of, draftId, mine } = proposal;
  const title = read(proposal.title);
  // Once this page is left: the draft that it shows may be no more.
  const leave = async (to: string, notice: Notice) => {
    await navigate(to, { state: { notice } });
    await refresh(
      '/api/circuits',
      '/api/atelier/drafts',
      '/api/atelier/parts',
      '/api/atelier/proposals/',
      '/api/catalogue',
      '/api/notifications',
    );
  };

  const approve = async () => {
    const published = await call('POST /api/atelier/proposals/:id/approval', { params: { id } });
    await leave(
      ATELIER_HOME[of],
      'pending' in published
        ? { kind: 'info', title: t('atelier.publication.pending'), text: t('atelier.publication.pendingText') }
        : {
            kind: 'success',
            title: t('atelier.publication.done', { title, number: published.number }),
            text: t(of === 'kind' ? 'atelier.publication.doneText' : 'atelier.publication.donePart'),
          },
    );
  };
  const sendBack = async () => {
    await call('POST /api/atelier/proposals/:id/return', { params: { id }, body: { remark: remark.trim() } });
    await leave(ATELIER_HOME[of], { kind: 'success', title: t('atelier.proposal.returned', { title }) });
  };
  const takeBack = async () => {
    await call('DELETE /api/atelier/proposals/:id', { params: { id } });
    await leave(draftAddress(draftId), { kind: 'success', title: t('atelier.proposal.takenBack', { title }) });
  };

  return (
    <Panel title={t('atelier.proposal.answer')}>
      {mine.approvalBar === null ? (
        <p className="h-text">{t('atelier.proposal.answerText')}</p>
      ) : (
        <p className="h-text">{t(`errors.${mine.approvalBar}`)}</p>
      )}
      <div className="h-atelier__row-actions">
        {mine.approvalBar === null ? (
          <Button renderIcon={Rocket} disabled={errors !== 0} onClick={() => setAsking('approve')}>
            {t('atelier.proposal.approve')}
          </Button>
        ) : null}
        {mine.canReturn ? (
          <Button kind="tertiary" onClick={() => setAsking('return')}>
            {t('atelier.proposal.return')}
          </Button>
        ) : null}
        {mine.canTakeBack ? (
          <Button kind="tertiary" onClick={() => setAsking('take-back')}>
            {t('atelier.proposal.takeBack')}
          </Button>
        ) : null}
      </div>
      {asking === 'approve' ? (
        <ConfirmDialog
          title={t('atelier.publication.confirmTitle', { title })}
          confirm={t('atelier.proposal.approve')}
          onConfirm={approve}
          onClose={() => setAsking(null)}
        >
          <p className="h-text">{t(of === 'kind' ? 'atelier.proposal.approveText' : 'atelier.proposal.approvePart')}</p>
        </ConfirmDialog>
      ) : null}
      {asking === 'return' ? (
        <ConfirmDialog
          title={t('atelier.proposal.return')}
          confirm={t('atelier.proposal.returnGo')}
          ready={remark.trim().length >= SHORTEST_REMARK}
          onConfirm={sendBack}
          onClose={() => setAsking(null)}
        >
          <TextArea
            id="proposal-remark"
            labelText={t('atelier.proposal.remark')}
            helperText={t('atelier.proposal.remarkHelp')}
            rows={4}
            maxLength={1000}
            value={remark}
            aria-describedby="proposal-remark-helper-text"
            onChange={(event) => setRemark(event.target.value)}
          />
        </ConfirmDialog>
      ) : null}
      {asking === 'take-back' ? (
        <ConfirmDialog
          title={t('atelier.proposal.takeBack')}
          confirm={t('atelier.proposal.takeBack')}
          onConfirm={takeBack}
          onClose={() => setAsking(null)}
        >
          <p className="h-text">{t('atelier.proposal.takeBackText')}</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
