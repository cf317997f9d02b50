import { InlineNotification } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { MovePreview } from '#web/contract/operations/interventions.ts';

/** What a move would do, or what it would jump over. */
export function MoveEffects({ preview: { bar, tasks } }: { preview: MovePreview }) {
  const { t, read } = useLanguage();
  if (bar !== null) {
    const step = bar.step ? read(bar.step) : '';
    const lack = bar.lack ? read(bar.lack) : '';
    return (
      <InlineNotification
        kind="warning"
        role="status"
        lowContrast
        hideCloseButton
        title={t(`interventions.move.bars.${bar.cause}`, { step })}
        subtitle={[lack, bar.reason].filter(Boolean).join(' ')}
        statusIconDescription={t('common.warning')}
      />
    );
  }
  return (
    <section aria-label={t('interventions.effects')} aria-live="polite">
      <p>{t('interventions.move.tasks', { count: tasks.length, names: tasks.map(read).join(', ') })}</p>
      <p>{t('interventions.move.begins')}</p>
    </section>
  );
}
