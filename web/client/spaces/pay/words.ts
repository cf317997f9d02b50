import type { PayPieceView } from '#web/contract/requests/pay.ts';
import { civilDay } from '../../language/format.ts';
import type { LanguageCode } from '../../language/language.ts';
import type { useLanguage } from '../../language/use-language.ts';

/** « décembre 2026 », from « 2026-12 ». */
export const monthName = (month: string, language: LanguageCode): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T12:00:00Z`));

/** From when, and until when if it ends. */
export function effectText(
  piece: Pick<PayPieceView, 'effectDate' | 'effectUntil'>,
  { t, language }: Pick<ReturnType<typeof useLanguage>, 't' | 'language'>,
): string {
  const from = civilDay(piece.effectDate, language);
  if (piece.effectUntil === null) return t('pay.from', { from });
  return t('pay.fromUntil', { from, until: civilDay(piece.effectUntil, language) });
}
