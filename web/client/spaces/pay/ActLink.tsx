import { Launch } from '@carbon/icons-react';
import type { PayPieceView } from '../../../contract/pay.ts';
import { useLanguage } from '../../language/use-language.ts';

/** The act behind a piece, in a tab of its own. */
export function ActLink({ piece }: { piece: PayPieceView }) {
  const { t } = useLanguage();
  if (!piece.hasAct) return null;
  return (
    <a href={`/api/pay/pieces/${piece.id}/act`} target="_blank" rel="noopener">
      {t('pay.act')} <Launch />
      <span className="h-hidden">
        {' '}
        {piece.reference} {t('common.newTab')}
      </span>
    </a>
  );
}
