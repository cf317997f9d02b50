import { Launch } from '@carbon/icons-react';
import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { addressOf } from '../../api/address.ts';
import { useLanguage } from '../../language/use-language.ts';

/** The act behind a piece, in a tab of its own. */
export function ActLink({ piece }: { piece: PayPieceView }) {
  const { t } = useLanguage();
  if (!piece.hasAct) return null;
  return (
    <a href={addressOf('GET /api/pay/pieces/:id/act', { params: { id: piece.id } })} target="_blank" rel="noopener">
      {t('pay.act')} <Launch />
      <span className="h-hidden">
        {' '}
        {piece.reference} {t('common.newTab')}
      </span>
    </a>
  );
}
