import { ErrorFilled, Rocket } from '@carbon/icons-react';
import { Button, InlineNotification, TextArea } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { isPart } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { ApiProblem, call, carriedBy } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { NewerParts } from '../checks/NewerParts.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useCheck } from '../faults/use-check.ts';
import { ChangeSummary } from './ChangeSummary.tsx';
import { ProposalFacts } from './ProposalFacts.tsx';

const SHORTEST_REASON = 3;

/** What changes, why, and what became of it: a draft is proposed here, and another analyst approves it. */
export function PublicationTab() {
  const { t, read } = useLanguage();
  const { draft, revision, latestRevision, isSaved, save } = useDraftFiles();
  const navigate = useNavigate();
  const { check, isBehind } = useCheck();
  const [reason, setReason] = useState('');
  const [wanted, setWanted] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [faults, setFaults] = useState<readonly CircuitFault[]>([]);
  const [over, setOver] = useState<{ id: string; number: number } | null>(null);
  const query = useApi('GET /api/atelier/drafts/:id', { params: { id: draft.id } });
  const proposal = query.data?.proposal ?? null;
  const isAwaited = proposal?.state === 'open' && proposal.revision === revision;
  const errors = (check?.faults ?? []).filter(({ severity }) => severity === 'error').length;
  const tooShort = reason.trim().length < SHORTEST_REASON;

  const propose = async () => {
    if (!(await save())) return setConfirming(false);
    try {
      const proposed = await call('POST /api/atelier/drafts/:id/proposal', {
        params: { id: draft.id },
        body: { revision: latestRevision(), reason: reason.trim(), ...(over ? { over: over.id } : {}) },
      });
      void refresh('/api/atelier/drafts');
      await navigate(`/circuits/proposals/${proposed.id}`);
    } catch (error) {
      const invalid = carriedBy(error, 'circuit-invalid');
      if (invalid) {
        setFaults(invalid.circuitFaults);
        return setConfirming(false);
      }
      if (error instanceof ApiProblem && error.code === 'circuit-outdated') {
        const current = await currentVersion(draft.id);
        if (current) setOver(current);
        return setConfirming(false);
      }
      throw error;
    }
  };

  return (
    <div className="h-atelier__publication">
      <NewerParts />
      <Panel title={t('atelier.publication.changes')}>
        <ChangeSummary draftId={draft.id} revision={revision} ready={isSaved} base={draft.baseVersion} />
      </Panel>
      {proposal ? (
        <Panel title={t(`atelier.proposal.state.${proposal.state}`)}>
          <ProposalFacts proposal={proposal} />
          <Link to={`/circuits/proposals/${proposal.id}`}>{t('atelier.proposal.open')}</Link>
        </Panel>
      ) : null}
      <Panel title={t('atelier.publication.publish')}>
        {errors > 0 || faults.length > 0 ? (
          <p className="h-atelier__bad">
            <ErrorFilled /> {t('atelier.publication.faulty', { count: errors || faults.length })}{' '}
            <Link to="../checks">{t('atelier.publication.seeFaults')}</Link>
          </p>
        ) : null}
        {over ? (
          <InlineNotification
            className="h-notice"
            kind="warning"
            lowContrast
            hideCloseButton
            role="alert"
            title={t('atelier.publication.outdated', { number: over.number })}
            subtitle={t('atelier.publication.outdatedText')}
            statusIconDescription={t('common.warning')}
          />
        ) : null}
        <p className="h-text">{t(isAwaited ? 'atelier.publication.awaited' : 'atelier.publication.text')}</p>
        <TextArea
          id="publication-reason"
          labelText={t('atelier.publication.reason')}
          helperText={t('atelier.publication.reasonHelp')}
          rows={3}
          maxLength={1000}
          value={reason}
          invalid={wanted && tooShort}
          invalidText={t('atelier.publication.reasonMissing')}
          aria-describedby={wanted && tooShort ? 'publication-reason-error-msg' : 'publication-reason-helper-text'}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          className="h-atelier__go"
          renderIcon={Rocket}
          disabled={draft.publishing || isAwaited || (errors > 0 && !isBehind)}
          onClick={() => {
            setWanted(true);
            setFaults([]);
            if (!tooShort) setConfirming(true);
          }}
        >
          {t(over ? 'atelier.publication.goOver' : 'atelier.publication.go', { number: over?.number ?? 0 })}
        </Button>
      </Panel>
      {confirming ? (
        <ConfirmDialog
          title={t('atelier.publication.proposeTitle', { title: read(draft.title) })}
          confirm={t('atelier.publication.confirm')}
          onConfirm={propose}
          onClose={() => setConfirming(false)}
        >
          <p className="h-text">{t('atelier.publication.confirmText')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

/** The version that others published since this draft began. */
async function currentVersion(draftId: string): Promise<{ id: string; number: number } | null> {
  const { of, kind } = await call('GET /api/atelier/drafts/:id', { params: { id: draftId } });
  const { items } = isPart(of)
    ? await call('GET /api/atelier/parts/:of/:name/versions', { params: { of, name: kind } })
    : await call('GET /api/circuits/:kind/versions', { params: { kind } });
  const current = items.find((version) => version.current);
  return current ? { id: current.versionId, number: current.number } : null;
}
