import { Button, TextArea } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FailureNote } from '../../ui/FailureNote.tsx';
import type { RegistryAsked } from './ArchiveButton.tsx';

const SHORTEST_REASON = 3;

/** Proposes that the acts of the list whose retention is over, and that are to be destroyed, be eliminated. */
export function EliminationButton({ asked }: { asked: RegistryAsked }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { attempt, busy, problem } = useAttempt();
  const [due, setDue] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const look = async () => setDue((await call('GET /api/registry/eliminations/due', { query: asked })).acts);
  const propose = async () => {
    const { year, ...others } = asked;
    const body = { ...others, ...(year !== undefined && { year: Number(year) }), reason };
    const { id } = await call('POST /api/registry/eliminations', { body });
    await navigate(`/registry/eliminations/${id}`);
  };
  return (
    <>
      <Button kind="ghost" size="md" disabled={busy} onClick={() => void attempt(look, { again: true })}>
        {t('acts.elimination.propose')}
      </Button>
      <FailureNote problem={problem} />
      {due === null ? null : (
        <ConfirmDialog
          danger
          title={t('acts.elimination.proposeTitle', { count: due })}
          confirm={t('acts.elimination.propose')}
          ready={due > 0 && reason.trim().length >= SHORTEST_REASON}
          onConfirm={propose}
          onClose={() => setDue(null)}
        >
          <p>{t(due === 0 ? 'acts.elimination.noneDue' : 'acts.elimination.proposeText')}</p>
          {due === 0 ? null : (
            <TextArea
              id="elimination-reason"
              labelText={t('acts.elimination.reason')}
              value={reason}
              maxLength={2_000}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
