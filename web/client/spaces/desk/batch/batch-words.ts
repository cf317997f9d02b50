import { csvLine, UTF8_MARK } from '#domain/formats/csv.ts';
import { whyRefused } from '#web/client/api/problem-text.ts';
import { fullName } from '#web/client/language/format.ts';
import type { useLanguage } from '#web/client/language/use-language.ts';
import type { SigningBatchView } from '#web/contract/signing/signing-batches.ts';

type Language = ReturnType<typeof useLanguage>;
type Act = SigningBatchView['acts'][number];

/** Its request and its agent; of one that was never shown to whoever asks, nothing. */
export const actName = ({ request }: Act, { t }: Language): string =>
  request === null ? t('signing.unknownAct') : t('signing.act', { number: request.number, agent: fullName(request) });

/** Why an act of a batch was not signed, in the words of what refused it; nothing for one that was. */
export const whyUnsigned = (act: Act): string => whyRefused(act, 'signing.refusals');

/** What became of each act, for a spreadsheet. */
export function reportFile({ acts }: SigningBatchView, language: Language): string {
  const { t } = language;
  const head = [t('signing.columns.act'), t('signing.columns.outcome'), t('signing.columns.why')];
  const rows = acts.map((act) => [actName(act, language), t(`signing.outcomes.${act.outcome}`), whyUnsigned(act)]);
  return UTF8_MARK + [head, ...rows].map(csvLine).join('');
}
