import { CheckmarkFilled, ErrorFilled, WarningFilled } from '@carbon/icons-react';
import { useApi } from '../../api/query.ts';
import { day, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';

const ICONS = { good: CheckmarkFilled, ending: WarningFilled, ended: ErrorFilled };

/** When the seal ends, an alarm in time to renew it; and the acts that wait to be sealed. */
export function SealPanel() {
  const { t, language } = useLanguage();
  const query = useApi('GET /api/operations/seal');
  return (
    <Panel title={t('operations.seal.title')}>
      <Loaded query={query}>
        {({ seal, waiting }) => {
          if (seal === null) return <p>{t('operations.seal.unknown')}</p>;
          const Icon = ICONS[seal.standing];
          return (
            <ul className="h-health">
              <li className={seal.standing === 'good' ? 'h-health__up' : 'h-health__down'}>
                <Icon aria-hidden="true" />
                <strong>{t(`operations.seal.${seal.standing}`, { day: day(seal.until, language) })}</strong>
                {seal.standing === 'good' ? null : <span>{t('operations.seal.todo')}</span>}
              </li>
              {waiting === null ? null : (
                <li className="h-health__down">
                  <WarningFilled aria-hidden="true" />
                  <strong>
                    {t('operations.seal.waiting', { count: waiting.acts, date: moment(waiting.since, language) })}
                  </strong>
                  <span>{t('operations.seal.waitingTodo')}</span>
                </li>
              )}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
