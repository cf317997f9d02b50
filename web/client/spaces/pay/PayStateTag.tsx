import { Tag } from '@carbon/react';
import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { useLanguage } from '../../language/use-language.ts';

const COLOURS = { 'to-check': 'warm-gray', checked: 'blue', sent: 'green' } as const;

/** How far a piece went: to check, checked and by whom, sent and with what. */
export function PayStateTag({ piece }: { piece: PayPieceView }) {
  const { t } = useLanguage();
  const more =
    piece.batchNumber !== null
      ? t('pay.onBatch', { number: piece.batchNumber })
      : piece.checkedBy === null
        ? null
        : t('pay.checkedBy', { name: piece.checkedBy });
  return (
    <span className="h-two">
      <Tag type={COLOURS[piece.state]}>{t(`pay.states.${piece.state}`)}</Tag>
      {more ? <span className="h-muted">{more}</span> : null}
    </span>
  );
}
