import { type ReactNode, useState } from 'react';
import type { Sent } from '../../../contract/api.ts';
import { callAny } from '../../api/api.ts';
import { type AddressPrefix, refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { isReason, PeriodFields, ReasonField, todayInParis } from './fields.tsx';
import type { Kept } from './HoldingActions.tsx';

type Creation<Of extends Kept> = `POST /api/administration/${Of}`;
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
  /** Once it is recorded: what should be chosen anew for a next one is forgotten, and a notice says it. */
  onDone: () => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const { id, of, untilMandatory = false } = props;
  const [open, setOpen] = useState(props.open ?? false);
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const filled = {
    ...props.filled,
    [t('administration.from')]: period.from !== '',
    ...(untilMandatory && { [t('administration.untilMandatory')]: period.until !== '' }),
    [t('administration.reason')]: isReason(reason),
  };
  return (
    <CreatePanel
      title={props.title}
      open={open}
      onToggle={setOpen}
      missing={Object.keys(filled).filter((field) => !filled[field])}
      onSubmit={async () => {
        const body = { ...props.body, from: period.from, until: period.until || null, reason: reason.trim() };
        await callAny<void>(`POST /api/administration/${of}`, { body });
        await refresh(`/api/administration/${of}?`, ...(props.alsoChanged ?? []));
        setOpen(false);
        setReason('');
        props.onDone();
      }}
    >
      {props.children}
      <PeriodFields id={id} {...period} onChange={setPeriod} untilMandatory={untilMandatory} />
      <ReasonField id={`${id}-reason`} value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
