import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { civilDay } from '../../language/format.ts';
import type { useLanguage } from '../../language/use-language.ts';

/** From when, and until when if it ends. */
export function effectText(
  piece: Pick<PayPieceView, 'effectDate' | 'effectUntil'>,
  { t, language }: Pick<ReturnType<typeof useLanguage>, 't' | 'language'>,
): string {
  const from = civilDay(piece.effectDate, language);
  if (piece.effectUntil === null) return t('pay.from', { from });
  return t('pay.fromUntil', { from, until: civilDay(piece.effectUntil, language) });
}
