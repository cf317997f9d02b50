import { Tag } from '@carbon/react';
import { RETRIED_STATES } from '#domain/incident/incident-retry.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { RetryView } from '#web/contract/operations/incidents.ts';

const COLOURS = { asked: 'blue', watching: 'teal', ended: 'gray' } as const satisfies Record<
  RetryView['state'],
  string
>;

export function RetryTag({ state }: { state: RetryView['state'] }) {
  const { t } = useLanguage();
  return <Tag type={COLOURS[state]}>{t(`incidents.states.${state}`)}</Tag>;
}

/** How many of its incidents are in each state, those that there are. */
export function RetryCounts({ counts }: { counts: RetryView['counts'] }) {
  const { t } = useLanguage();
  return (
    <ul className="h-list">
      {RETRIED_STATES.filter((state) => (counts[state] ?? 0) > 0).map((state) => (
        <li key={state}>
          {t('common.labelled', { label: t(`incidents.retriedStates.${state}`), value: counts[state] ?? 0 })}
        </li>
      ))}
    </ul>
  );
}
