import { Button, TextArea } from '@carbon/react';
import { useState } from 'react';
import type { z } from 'zod';
import type { CircuitVersionRow } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useEditorWords } from '../use-editor-words.ts';

const SHORTEST_REASON = 3;

type Row = z.infer<typeof CircuitVersionRow>;

/**
 * Withdraws a version, with a reason that agents read; confirmed, since it cannot be undone, once it is said what the kind
 * would follow.
 */
export function WithdrawButton({ version, inForce }: { version: Row; inForce: Row | undefined }) {
  const { versionId, number } = version;
  const words = useEditorWords();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = async () => {
    await call('POST /api/circuits/:versionId/withdrawal', { params: { versionId }, body: { reason: reason.trim() } });
    await refresh('/api/circuits', '/api/catalogue');
    setAsking(false);
  };
  return (
    <>
      <Button
        kind="danger--ghost"
        size="sm"
        aria-label={words('versions.withdrawOf', { number })}
        onClick={() => setAsking(true)}
      >
        {words('versions.withdraw')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={words('versions.withdrawTitle', { number })}
          confirm={words('versions.withdraw')}
          danger
          ready={reason.trim().length >= SHORTEST_REASON}
          onConfirm={withdraw}
          onClose={() => setAsking(false)}
        >
          <p className="h-text">{words('versions.withdrawText')}</p>
          <p className="h-text">
            <strong>
              {words(`versions.withdrawThen.${whatFollows(version, inForce)}`, { number: version.inForceWithout })}
            </strong>
          </p>
          <TextArea
            id="withdrawal-reason"
            labelText={words('versions.withdrawReason')}
            helperText={words('versions.withdrawHelp')}
            rows={3}
            maxLength={1000}
            value={reason}
            aria-describedby="withdrawal-reason-helper-text"
            onChange={(event) => setReason(event.target.value)}
          />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** What a withdrawal does to what new requests start on. */
function whatFollows({ inForceWithout }: Row, inForce: Row | undefined): 'closed' | 'closes' | 'back' | 'nothing' {
  if (inForce === undefined) return 'closed';
  if (inForceWithout === null) return 'closes';
  return inForceWithout === inForce.number ? 'nothing' : 'back';
}
