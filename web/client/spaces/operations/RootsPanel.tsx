import { CheckmarkFilled, ErrorFilled } from '@carbon/icons-react';
import { useApi } from '../../api/query.ts';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The last daily root of the evidence: an alarm when one is missing, or kept nowhere outside. */
export function RootsPanel() {
  const { t, language } = useLanguage();
  const query = useApi('GET /api/operations/daily-roots');
  return (
    <Panel title={t('operations.roots.title')}>
      <Loaded query={query}>
        {({ standing, late, last }) => {
          if (last === null) return <p>{t('operations.roots.never')}</p>;
          const isGood = standing === 'good';
          const Icon = isGood ? CheckmarkFilled : ErrorFilled;
          return (
            <ul className="h-health">
              <li className={isGood ? 'h-health__up' : 'h-health__down'}>
                <Icon aria-hidden="true" />
                <strong>
                  {t(`operations.roots.${standing}`, {
                    day: civilDay(last.day, language),
                    chains: last.chains.toLocaleString(language),
                    places: late.map((place) => t(`operations.roots.places.${place}`)).join(', '),
                  })}
                </strong>
                {isGood ? null : (
                  <span>
                    {t(standing === 'not-made' ? 'operations.roots.todoMade' : 'operations.roots.todoWritten')}
                  </span>
                )}
              </li>
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
