import { Tag } from '@carbon/react';
import type { z } from 'zod';
import { methodWords, outcomeWords } from '#domain/account/sign-in-words.ts';
import type { SignInView } from '#web/contract/account/sign-in.ts';
import { useApi } from '../../api/query.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { outcomeColor } from './outcome-color.ts';

type SignIn = z.infer<typeof SignInView>;

/** The latest sign-ins, and those that failed: what shows somebody that another is at their account. */
export function SignIns() {
  const { t } = useLanguage();
  const query = useApi('GET /api/account/sign-ins');
  return (
    <Panel title={t('security.signIns')}>
      <p className="h-help">{t('security.signInsHelp')}</p>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="h-muted">{t('security.signInsNone')}</p>
          ) : (
            <ul className="h-rows">
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Row({ item: { at, outcome, method, device, address } }: { item: SignIn }) {
  const { t, language } = useLanguage();
  const by = method === null ? undefined : methodWords(method, language);
  return (
    <li className="h-row h-row--session">
      <span className="h-two">
        <strong>
          {device ?? t('security.unknownDevice')}{' '}
          <Tag type={outcomeColor(outcome)}>{outcomeWords(outcome, language)}</Tag>
        </strong>
        <span className="h-muted">
          {[moment(at, language), by, t('security.from', { address })].filter((part) => part !== undefined).join(' · ')}
        </span>
      </span>
    </li>
  );
}
