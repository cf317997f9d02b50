import { Button } from '@carbon/react';
import { useState } from 'react';
import type { DelegationRow } from '#web/contract/operations/administration.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isRealDay, todayInParis } from '../../ui/fields/civil-date.ts';
import { DayField } from '../../ui/fields/DayField.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';
import { isReason } from '../../ui/reason.ts';

type Stopped = Pick<DelegationRow, 'id' | 'reference' | 'delegate' | 'suspension'>;
type Way = 'revoke' | 'suspend';

/** The suspension of a delegation that is suspended, or will be: it is prolonged. Null: there is none, or it is over. */
const suspensionOf = ({ suspension }: Pick<Stopped, 'suspension'>): Stopped['suspension'] =>
  suspension !== null && suspension.until >= todayInParis() ? suspension : null;

/** How what is done to a delegation is called: a suspension that is not over is prolonged. */
const nameOf = (what: Way, row: Pick<Stopped, 'suspension'>) =>
  what === 'suspend' && suspensionOf(row) !== null ? 'prolong' : what;

/** Asks for a delegation to be suspended or revoked, `name` being how it is read aloud. */
export function StopButtons(props: { row: Pick<Stopped, 'suspension'>; name: string; onAsk: (what: Way) => void }) {
  const { row, name, onAsk } = props;
  const { t } = useLanguage();
  return (['suspend', 'revoke'] as const).map((what) => (
    <Button
      key={what}
      kind="danger--ghost"
      size="sm"
      aria-label={t(`account.delegations.${nameOf(what, row)}Of`, { name })}
      onClick={() => onAsk(what)}
    >
      {t(`account.delegations.${nameOf(what, row)}`)}
    </Button>
  ));
}

/** Revokes a delegation, or suspends it for a while: its giver on their own account, an administrator where they keep it. */
export function StopDelegation(props: {
  what: Way;
  row: Stopped;
  at: '/api/me' | '/api/administration';
  onClose: () => void;
  onDone: () => void;
}) {
  const { what, row, at } = props;
  const { t } = useLanguage();
  const today = todayInParis();
  // One that is not over is prolonged: its days are those that are kept.
  const suspended = suspensionOf(row);
  const named = nameOf(what, row);
  const [from, setFrom] = useState(suspended !== null && suspended.from > today ? suspended.from : today);
  const [until, setUntil] = useState<string>(suspended?.until ?? '');
  const [reason, setReason] = useState('');
  const stop = async () => {
    const asked = { params: { id: row.id } };
    const why = { reason: reason.trim() };
    if (what === 'revoke') await call(`POST ${at}/delegations/:id/revocation`, { ...asked, body: why });
    else await call(`POST ${at}/delegations/:id/suspension`, { ...asked, body: { from, until, ...why } });
    await refresh(at === '/api/me' ? '/api/me/delegations' : '/api/administration/delegations?');
    props.onDone();
  };
  return (
    <ConfirmDialog
      title={t(`account.delegations.${named}Title`)}
      confirm={t(`account.delegations.${named}`)}
      danger
      stays={what === 'suspend'}
      ready={isReason(reason) && (what === 'revoke' || (isRealDay(from) && isRealDay(until)))}
      onClose={props.onClose}
      onConfirm={stop}
    >
      <p>
        <strong>
          {row.reference}, {fullName(row.delegate)}
        </strong>
      </p>
      <p>{t(`account.delegations.${what}Text`)}</p>
      {what === 'suspend' ? (
        <>
          <DayField id="stop-from" labelText={t('account.delegations.suspendFrom')} value={from} onChange={setFrom} />
          <DayField
            id="stop-until"
            labelText={t('account.delegations.suspendUntil')}
            value={until}
            onChange={setUntil}
          />
        </>
      ) : null}
      <LongText
        id="stop-reason"
        rows={2}
        maxLength={1000}
        labelText={t('account.delegations.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
