import { Tag } from '@carbon/react';
import type { RegistryLine } from '#web/contract/signing/registry.ts';
import { shortDay } from '../../language/format.ts';
import { known, useLanguage } from '../../language/use-language.ts';

const COLOR = { waiting: 'teal', deposited: 'blue', acknowledged: 'green', refused: 'red' } as const;

/** How far an act is with the archives service; refused, why and what to do. */
export function DepositState({ deposit }: { deposit: RegistryLine['deposit'] }) {
  const { t, language } = useLanguage();
  if (deposit === null) return null;
  const { state, at, code, answer } = deposit;
  return (
    <>
      <Tag type={COLOR[state]}>{t(`acts.deposit.states.${state}`, { date: shortDay(at, language) })}</Tag>
      {answer === null ? null : <span className="h-muted">{t('acts.deposit.answer', { words: answer })}</span>}
      {code === null ? null : <span className="h-muted">{known(`errors.${code}`) ?? t('common.failed')}</span>}
      {state === 'refused' ? <span className="h-muted">{t('acts.deposit.again')}</span> : null}
    </>
  );
}
