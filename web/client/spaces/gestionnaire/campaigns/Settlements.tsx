import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { CampaignView } from '#web/contract/operations/campaigns.ts';

/** The ties that were settled: in what order, by whom and why; nothing where none was. */
export function Settlements({ settlements }: Pick<CampaignView, 'settlements'>) {
  const { t, language } = useLanguage();
  if (settlements.length === 0) return null;
  return (
    <section aria-label={t('campaigns.settlements')}>
      <h3>{t('campaigns.settlements')}</h3>
      <ul>
        {settlements.map(({ id, postCode, order, reason, by, at }) => (
          <li key={id} className="h-two">
            <span>{t('campaigns.settledOrder', { code: postCode, order: order.map(fullName).join(', ') })}</span>
            <span>{t('campaigns.settledWhy', { reason })}</span>
            <span className="h-muted">
              {t('campaigns.settledBy', { name: fullName(by), at: moment(at, language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
