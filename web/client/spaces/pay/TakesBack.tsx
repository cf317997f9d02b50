import { Tag } from '@carbon/react';
import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Of a piece that takes another one back: which. */
export function TakesBack({ piece: { takesBack } }: { piece: Pick<PayPieceView, 'takesBack'> }) {
  const { t } = useLanguage();
  if (takesBack === null) return null;
  return (
    <span>
      <Tag type="magenta" size="sm">
        {t('pay.takesBack')}
      </Tag>{' '}
      {t('pay.takesBackOf', { reference: takesBack.reference })}
    </span>
  );
}
