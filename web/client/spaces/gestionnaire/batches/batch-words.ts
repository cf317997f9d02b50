import { csvLine, UTF8_MARK } from '#domain/formats/csv.ts';
import { faultWords } from '#domain/people/import-words.ts';
import { faultText } from '#web/client/api/problem-text.ts';
import { fullName } from '#web/client/language/format.ts';
import { known, type useLanguage } from '#web/client/language/use-language.ts';
import type { ActBatchFault, ActBatchLine } from '#web/contract/signing/act-batches.ts';

type Language = ReturnType<typeof useLanguage>;

/** Why an act is not started, in words: of an answer, under the name of its field. */
export function batchFaultText(
  { code, params, field, message }: ActBatchFault,
  { t, read, language }: Language,
): string {
  if (field === null) return known(`errors.${code}`, params) ?? faultWords({ code, params }, language);
  const text = message === null ? faultText({ field: '', code, params }) : read(message);
  return t('starting.many.colon', { field: read(field), text });
}

export const lineFaults = ({ faults }: ActBatchLine, language: Language): string =>
  faults.map((fault) => batchFaultText(fault, language)).join(' ');

/** What became of each agent, for a spreadsheet. */
export function batchReport(lines: readonly ActBatchLine[], language: Language): string {
  const { t } = language;
  const head = [
    ...[t('starting.many.line'), t('starting.employeeNumber'), t('starting.many.agent'), t('starting.many.result')],
    ...[t('starting.many.why'), t('starting.many.request'), t('starting.many.address')],
  ];
  const rows = lines.map((line) => [
    ...[String(line.line), line.key, line.agent === null ? '' : fullName(line.agent)],
    ...[t(`starting.many.lineStates.${line.state}`), lineFaults(line, language)],
    ...[line.request?.number ?? '', line.request ? `${window.location.origin}/requests/${line.request.id}` : ''],
  ]);
  return UTF8_MARK + [head, ...rows].map(csvLine).join('');
}
