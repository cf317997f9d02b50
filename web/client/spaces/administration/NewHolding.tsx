import { type ReactNode, useState } from 'react';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { isReason, PeriodFields, ReasonField, todayInParis } from './fields.tsx';

/**
 * The form of what is given to someone or somewhere for a while: the fields of its own, then its period and the reason,
 * which all of them have.
 */
export function NewHolding(props: {
  title: string;
  /** Where it is sent; its list is read again, and what else changes with it. */
  address: string;
  alsoChanged?: readonly string[];
  /** Ids of the fields begin with it. */
  id: string;
  open?: boolean;
  untilMandatory?: boolean;
  /** The fields of its own, by name: whether each is filled in. */
  filled: Readonly<Record<string, boolean>>;
  /** What they hold, to send with the period and the reason. */
  body: Readonly<Record<string, unknown>>;
  /** Once it is recorded: what should be chosen anew for a next one is forgotten, and it is told. */
  onDone: () => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const { id, address, untilMandatory = false } = props;
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
        await call(address, { method: 'POST', body });
        await refresh(`${address}?`, ...(props.alsoChanged ?? []));
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
