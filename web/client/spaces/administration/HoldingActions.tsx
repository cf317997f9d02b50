import { Button } from '@carbon/react';
import { useState } from 'react';
import type { PeriodState } from '#domain/calendar/period.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isRealDay, todayInParis } from '../../ui/fields/civil-date.ts';
import { DayField } from '../../ui/fields/DayField.tsx';
import { isReason } from '../../ui/reason.ts';
import { ReasonField } from './fields.tsx';

/** What an administrator gives for a while, as addresses name it. */
export type Kept = 'postings' | 'habilitations' | 'absences' | 'delegations' | 'openings';

/** What can be done to a line: given its last day when it began, removed when it never did. */
export function HoldingActions(props: {
  of: Kept;
  row: { id: string; state: PeriodState };
  name: string;
  onDone: () => void;
  canEnd?: boolean;
}) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState<'end' | 'removal' | null>(null);
  const { row, name } = props;
  const begun = row.state === 'in-force';
  return (
    <>
      {begun && props.canEnd !== false ? (
        <Button
          kind="ghost"
          size="sm"
          aria-label={t('administration.endOf', { name })}
          onClick={() => setAsking('end')}
        >
          {t('administration.end')}
        </Button>
      ) : null}
      {row.state === 'to-come' ? (
        <Button
          kind="ghost"
          size="sm"
          aria-label={t('administration.removeOf', { name })}
          onClick={() => setAsking('removal')}
        >
          {t('administration.remove')}
        </Button>
      ) : null}
      {asking ? (
        <EndDialog
          of={props.of}
          id={row.id}
          what={asking}
          name={name}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            props.onDone();
          }}
        />
      ) : null}
    </>
  );
}

function EndDialog(props: {
  of: Kept;
  id: string;
  what: 'end' | 'removal';
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useLanguage();
  const { what, name } = props;
  const [until, setUntil] = useState(todayInParis());
  const [reason, setReason] = useState('');
  const ending = what === 'end';
  return (
    <ConfirmDialog
      title={t(ending ? 'administration.endTitle' : 'administration.removeTitle')}
      confirm={t(ending ? 'administration.end' : 'administration.remove')}
      danger
      ready={isReason(reason) && (!ending || isRealDay(until))}
      onClose={props.onClose}
      onConfirm={async () => {
        const why = { reason: reason.trim() };
        const params = { id: props.id };
        if (ending && props.of !== 'delegations')
          await call(`POST /api/administration/${props.of}/:id/end`, { params, body: { until, ...why } });
        else await call(`POST /api/administration/${props.of}/:id/removal`, { params, body: why });
        await refresh(`/api/administration/${props.of}?`);
        props.onDone();
      }}
    >
      <p>
        <strong>{name}</strong>
      </p>
      <p>{t(ending ? 'administration.endText' : 'administration.removeText')}</p>
      {ending ? (
        <DayField id="end-until" labelText={t('administration.untilMandatory')} value={until} onChange={setUntil} />
      ) : null}
      <ReasonField id="end-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
