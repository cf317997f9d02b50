import { CheckmarkFilled, ErrorFilled } from '@carbon/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Health } from '#web/contract/operations/operations.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Whether each part answers, asked again by itself. */
export function HealthPanel() {
  const { t } = useLanguage();
  const query = useQuery<Health>({
    queryKey: ['health'],
    // 503 carries the same answer: something is down, and it says what.
    queryFn: async ({ signal }) => {
      try {
        return await call('GET /api/health', { signal, anonymous: true });
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 503 && 'database' in error.body)
          return error.body as Health;
        throw error;
      }
    },
    refetchInterval: 10_000,
  });
  return (
    <Panel title={t('operations.health')}>
      <Loaded query={query}>
        {(health) => (
          <>
            <ul className="h-health">
              {(['database', 'engine', 'mail', 'storage'] as const).map((part) => (
                <li key={part} className={health[part] === 'up' ? 'h-health__up' : 'h-health__down'}>
                  {health[part] === 'up' ? <CheckmarkFilled aria-hidden="true" /> : <ErrorFilled aria-hidden="true" />}
                  <strong>{t(`operations.parts.${part}`)}</strong>
                  <span>{t(`operations.${health[part]}`)}</span>
                </li>
              ))}
            </ul>
            {health.catcher ? (
              <p>
                <a href={health.catcher} target="_blank" rel="noopener">
                  {t('operations.catcher')}
                  <span className="h-hidden">{t('common.newTab')}</span>
                </a>
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
