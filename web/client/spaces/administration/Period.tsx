import { Tag } from '@carbon/react';
import type { PeriodState } from '#domain/calendar/period.ts';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

const COLOUR = { 'in-force': 'green', 'to-come': 'blue', over: 'gray' } as const;

/** From when to when, and where that stands today. */
export function PeriodCell({ row }: { row: { from: string; until: string | null; state: PeriodState } }) {
  const { t } = useLanguage();
  return (
    <span className="h-two">
      <Tag type={COLOUR[row.state]}>{t(`administration.states.${row.state}`)}</Tag>
      <PeriodText from={row.from} until={row.until} begun={row.state !== 'to-come'} />
    </span>
  );
}

/** From when to when. */
export function PeriodText(props: { from: string; until: string | null; begun: boolean }) {
  const { t, language } = useLanguage();
  const from = civilDay(props.from, language);
  return (
    <span className="h-muted">
      {props.until !== null
        ? t('administration.fromUntil', { from, until: civilDay(props.until, language) })
        : t(props.begun ? 'administration.since' : 'administration.to', { from })}
    </span>
  );
}
