import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ProposalRow } from '#web/contract/operations/administration.ts';
import { ReasonField } from '../fields.tsx';

export type Answer = 'confirmation' | 'refusal' | 'withdrawal';

/** Confirms, refuses with a reason, or takes back: what it does is said before. */
export function ProposalDialog(props: {
  answer: Answer;
  row: ProposalRow;
  name: string;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const { answer, row, name } = props;
  const send = () => {
    const params = { id: row.id };
    switch (answer) {
      case 'confirmation':
        return call('POST /api/administration/proposals/:id/confirmation', { params });
      case 'refusal':
        return call('POST /api/administration/proposals/:id/refusal', { params, body: { reason: reason.trim() } });
      case 'withdrawal':
        return call('POST /api/administration/proposals/:id/withdrawal', { params });
    }
  };
  return (
    <ConfirmDialog
      title={t(`administration.proposals.${answer}Title`)}
      confirm={t(`administration.proposals.${answer}`)}
      danger={answer !== 'confirmation'}
      ready={answer !== 'refusal' || isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        await send();
        await refresh('/api/administration/proposals?', '/api/notifications', '/api/me');
        props.onDone(t(`administration.proposals.${answer}Done`));
      }}
    >
      <p>
        <strong>{name}</strong>, {(row.parent ?? row.structure).name}
      </p>
      <p>{t(`administration.proposals.${answer}Text`)}</p>
      {answer === 'refusal' ? <ReasonField id="proposal-reason" value={reason} onChange={setReason} /> : null}
    </ConfirmDialog>
  );
}
