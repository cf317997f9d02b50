import { Tag } from '@carbon/react';
import type { PeriodState } from '../../../../domain/calendar/period.ts';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

const COLOUR = { 'in-force': 'green', 'to-come': 'blue', over: 'gray' } as const;

/** From when to when, and where that stands today. */
export function PeriodCell({ row }: { row: { from: string; until: string | null; state: PeriodState } }) {
  const { t, language } = useLanguage();
  const from = civilDay(row.from, language);
  const text =
    row.until !== null
      ? t('administration.fromUntil', { from, until: civilDay(row.until, language) })
      : t(row.state === 'to-come' ? 'administration.to' : 'administration.since', { from });
  return (
    <span className="h-two">
      <Tag type={COLOUR[row.state]}>{t(`administration.states.${row.state}`)}</Tag>
      <span className="h-muted">{text}</span>
    </span>
  );
}
