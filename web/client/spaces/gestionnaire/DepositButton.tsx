import { Button, RadioButton, RadioButtonGroup } from '@carbon/react';
import { useState } from 'react';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { type Notice, ShownNotice } from '../../ui/Notice.tsx';
import type { RegistryAsked } from './ArchiveButton.tsx';

/** Deposits the signed acts that are listed with the archives service: all of them, or those whose time is over. */
export function DepositButton({ asked }: { asked: RegistryAsked }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [found, setFound] = useState<{ acts: number; due: number } | null>(null);
  const [due, setDue] = useState(true);
  const [notice, setNotice] = useState<Notice | null>(null);
  const look = async () => {
    setNotice(null);
    const found = await call('GET /api/registry/deposits', { query: asked });
    setDue(found.due > 0);
    setFound(found);
  };
  const deposit = async () => {
    const { year, ...others } = asked;
    const body = { ...others, ...(year !== undefined && { year: Number(year) }), due };
    const { asked: count } = await call('POST /api/registry/deposits', { body });
    setFound(null);
    setNotice({ kind: 'success', title: t('acts.deposit.asked', { count }), text: t('acts.deposit.askedText') });
    await refresh('/api/registry');
  };
  const chosen = found === null ? 0 : due ? found.due : found.acts;
  return (
    <>
      <Button kind="tertiary" size="md" disabled={busy} onClick={() => void attempt(look, { again: true })}>
        {t('acts.deposit.button')}
      </Button>
      <FailureNote problem={problem} />
      <ShownNotice notice={notice} />
      {found === null ? null : (
        <ConfirmDialog
          title={t('acts.deposit.title')}
          confirm={t('acts.deposit.confirm', { count: chosen })}
          ready={chosen > 0}
          onConfirm={deposit}
          onClose={() => setFound(null)}
        >
          <p>{t('acts.deposit.text')}</p>
          <RadioButtonGroup
            name="deposit-which"
            orientation="vertical"
            legendText={t('acts.deposit.which')}
            valueSelected={due ? 'due' : 'all'}
            onChange={(value) => setDue(value === 'due')}
          >
            <RadioButton id="deposit-due" value="due" labelText={t('acts.deposit.due', { number: found.due })} />
            <RadioButton id="deposit-all" value="all" labelText={t('acts.deposit.all', { number: found.acts })} />
          </RadioButtonGroup>
        </ConfirmDialog>
      )}
    </>
  );
}
