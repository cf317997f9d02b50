import { csvLine, UTF8_MARK } from '#domain/formats/csv.ts';
import { whyRefused } from '#web/client/api/problem-text.ts';
import { fullName } from '#web/client/language/format.ts';
import type { useLanguage } from '#web/client/language/use-language.ts';
import type { DecisionBatchView } from '#web/contract/signing/decision-batches.ts';

type Language = ReturnType<typeof useLanguage>;
type Task = DecisionBatchView['tasks'][number];

export const taskName = ({ request }: Task, { t }: Language): string =>
  t('together.task', { number: request.number, agent: fullName(request) });

/** Why a request of a batch was not decided, in the words of what refused it; nothing for one that was. */
export const whyNot = (task: Task): string => whyRefused(task, 'together.refusals');

/** What became of each request, for a spreadsheet. */
export function decisionsFile({ tasks }: DecisionBatchView, language: Language): string {
  const { t } = language;
  const head = [t('together.columns.task'), t('together.columns.outcome'), t('together.columns.why')];
  const rows = tasks.map((task) => [taskName(task, language), t(`together.outcomes.${task.outcome}`), whyNot(task)]);
  return UTF8_MARK + [head, ...rows].map(csvLine).join('');
}
