import { type ReactNode, useState } from 'react';
import type { Sent } from '#web/contract/api.ts';
import { callAny } from '../../api/api.ts';
import { type AddressPrefix, refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { isRealDay, todayInParis } from '../../ui/fields/civil-date.ts';
import { isReason } from '../../ui/reason.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { isEnd, PeriodFields, ReasonField } from './fields.tsx';
import type { Kept } from './HoldingActions.tsx';

type Creation<Of extends Kept> = `POST /api/administration/${Of}`;
/** Recorded; or waiting for a second administrator. */
type Answer = { readonly id: string } | { readonly proposalId: string };
/** Of a body, what is its own. */
type Given<Of extends Kept> = Omit<Sent<Creation<Of>>, 'from' | 'until' | 'reason'>;

/**
 * The form of what is given to someone or somewhere for a while: the fields of its own, then its period and the reason,
 * which all of them have.
 */
export function NewHolding<Of extends Kept>(props: {
  title: string;
  /** Where it is sent; its list is read again, and what else changes with it. */
  of: Of;
  alsoChanged?: readonly AddressPrefix[];
  /** Ids of the fields begin with it. */
  id: string;
  open?: boolean;
  untilMandatory?: boolean;
  /** The fields of its own, by name: whether each is filled in. */
  filled: Readonly<Record<string, boolean>>;
  /** What they hold, to send with the period and the reason. */
  body: Given<Of>;
  /** Two administrators give it: it is proposed, and that is said before. Possibly: the server says which. */
  byTwo?: 'always' | 'possibly';
  /** Once it is recorded or proposed: what should be chosen anew for a next one is forgotten, and a notice says which. */
  onDone: (notice: string) => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const { id, of, untilMandatory = false } = props;
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const filled = {
    ...props.filled,
    [t('administration.from')]: isRealDay(period.from),
    ...(untilMandatory
      ? { [t('administration.untilMandatory')]: isEnd(period) }
      : { [t('administration.until')]: period.until === '' || isEnd(period) }),
    [t('administration.reason')]: isReason(reason),
  };
  return (
    <CreatePanel
      title={props.title}
      open={props.open}
      filled={filled}
      {...(props.byTwo === 'always' && { submit: t('administration.proposals.propose') })}
      onSubmit={async () => {
        const body = { ...props.body, from: period.from, until: period.until || null, reason: reason.trim() };
        const answer = await callAny<Answer>(`POST /api/administration/${of}`, { body });
        await refresh(`/api/administration/${of}?`, '/api/administration/proposals?', ...(props.alsoChanged ?? []));
        setReason('');
        props.onDone(t('proposalId' in answer ? 'administration.proposals.done' : 'administration.done'));
      }}
    >
      {props.children}
      <PeriodFields id={id} {...period} onChange={setPeriod} untilMandatory={untilMandatory} />
      <ReasonField id={`${id}-reason`} value={reason} onChange={setReason} />
      {props.byTwo === undefined ? null : <p className="h-help">{t(`administration.proposals.${props.byTwo}`)}</p>}
    </CreatePanel>
  );
}
