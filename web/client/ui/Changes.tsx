import { InlineNotification } from '@carbon/react';
import type { PendingChange } from '#web/contract/requests/situation.ts';
import { faultText } from '../api/problem-text.ts';
import { useLanguage } from '../language/use-language.ts';
import { ThemeValue } from './fields/ThemeValue.tsx';
import { Panel } from './Panel.tsx';

/** What the request would change of its agent's situation: before, after, and the rules that speak against it. */
export function Changes({ changes }: { changes: readonly PendingChange[] }) {
  const { t, read } = useLanguage();
  return (
    <>
      {changes.map(({ before, after, broken }) => (
        <Panel key={after.theme} title={t('situation.changes.title', { theme: read(after.title) })}>
          <dl className="h-facts">
            <div>
              <dt>{t('situation.changes.before')}</dt>
              <dd>
                <ThemeValue shown={before} />
              </dd>
            </div>
            <div>
              <dt>{t('situation.changes.after')}</dt>
              <dd>
                <ThemeValue shown={after} />
              </dd>
            </div>
          </dl>
          {broken.map((fault) => (
            <InlineNotification
              key={`${fault.field} ${fault.warns}`}
              kind={fault.warns ? 'warning' : 'error'}
              lowContrast
              hideCloseButton
              title={t(fault.warns ? 'situation.changes.warns' : 'situation.changes.refuses')}
              subtitle={faultText(fault)}
            />
          ))}
        </Panel>
      ))}
    </>
  );
}
