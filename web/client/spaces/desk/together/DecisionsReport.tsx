import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { download } from '#web/client/ui/download.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { DecisionBatchView } from '#web/contract/signing/decision-batches.ts';
import { ReportFrame } from '../batch/ReportFrame.tsx';
import { useSeen } from '../batch/use-seen.ts';
import { decisionsFile, taskName, whyNot } from './together-words.ts';

/** How far a batch of decisions is, and what became of each request. */
export function DecisionsReport({ id, onClose }: { id: string; onClose?: () => void }) {
  const query = useApi('GET /api/decision-batches/:id', { params: { id } });
  return <Loaded query={query}>{(view) => <Report view={view} onClose={onClose} />}</Loaded>;
}

function Report({ view, onClose }: { view: DecisionBatchView; onClose: (() => void) | undefined }) {
  const language = useLanguage();
  const { t } = language;
  const { id, count, counts, tasks, stopAskedAt } = view;
  const isOver = counts.waiting === 0;
  const over = counts.given === 0 ? 'together.overInVain' : 'together.over';
  const refused = tasks.filter(({ outcome }) => outcome === 'refused');
  useSeen({ of: 'decisions', id, ended: isOver && refused.length > 0 });
  const stop = async () => {
    await call('POST /api/decision-batches/:id/stop', { params: { id } });
    await refresh('/api/decision-batches/');
  };
  return (
    <ReportFrame
      words={{
        progressTitle: t('together.progressTitle'),
        progress: t('together.progress', { done: count - counts.waiting, all: count }),
        status: t(isOver ? over : stopAskedAt === null ? 'together.underWay' : 'together.stopping'),
        refusedTitle: t('together.refusedTitle'),
        report: t('together.report'),
        stop: t('together.stop'),
      }}
      count={count}
      waiting={counts.waiting}
      isStopping={stopAskedAt !== null}
      facts={(['given', 'refused', 'waiting'] as const).map((outcome) => ({
        outcome,
        label: t(`together.counts.${outcome}`),
        count: counts[outcome],
      }))}
      refused={refused.map((task) => ({
        taskKey: task.taskKey,
        text: t('together.refusedTask', { task: taskName(task, language), why: whyNot(task) }),
      }))}
      onReport={() => download(t('together.fileName'), decisionsFile(view, language), 'text/csv;charset=utf-8')}
      onStop={stop}
      onClose={onClose}
    />
  );
}
