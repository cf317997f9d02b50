import { Button, Stack } from '@carbon/react';
import type { DecisionBatchView } from '../../../../contract/decision-batches.ts';
import { call } from '../../../api/api.ts';
import { refresh, useApi } from '../../../api/query.ts';
import { useAttempt } from '../../../api/use-attempt.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { download } from '../../../ui/download.ts';
import { FailureNote } from '../../../ui/FailureNote.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { WorkProgress } from '../../../ui/WorkProgress.tsx';
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
  const { attempt, busy, problem } = useAttempt();
  const { id, count, counts, tasks, stopAskedAt } = view;
  const done = count - counts.waiting;
  const isOver = counts.waiting === 0;
  const refused = tasks.filter(({ outcome }) => outcome === 'refused');
  useSeen({ of: 'decisions', id, ended: isOver && refused.length > 0 });
  const stop = async () => {
    await call('POST /api/decision-batches/:id/stop', { params: { id } });
    await refresh('/api/decision-batches/');
  };
  return (
    <Stack gap={5}>
      <WorkProgress
        label={t('together.progressTitle')}
        said={t('together.progress', { done, all: count })}
        max={count}
        value={done}
        status={isOver ? 'finished' : 'active'}
      />
      <p role="status">
        {isOver ? t('together.over') : t(stopAskedAt === null ? 'together.underWay' : 'together.stopping')}
      </p>
      <FailureNote problem={problem} />
      <dl className="h-facts">
        {(['given', 'refused', 'waiting'] as const).map((outcome) => (
          <div key={outcome}>
            <dt>{t(`together.counts.${outcome}`)}</dt>
            <dd>{counts[outcome]}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 ? (
        <section aria-labelledby="decisions-refused">
          <h3 id="decisions-refused">{t('together.refusedTitle')}</h3>
          <ul>
            {refused.map((task) => (
              <li key={task.taskKey}>
                {t('together.refusedTask', { task: taskName(task, language), why: whyNot(task) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="h-formend">
        {onClose ? <Button onClick={onClose}>{t('common.close')}</Button> : null}
        <Button
          kind="tertiary"
          onClick={() => download(t('together.fileName'), decisionsFile(view, language), 'text/csv;charset=utf-8')}
        >
          {t('together.report')}
        </Button>
        {isOver || stopAskedAt !== null ? null : (
          <Button kind="danger--tertiary" disabled={busy} onClick={() => void attempt(stop)}>
            {t('together.stop')}
          </Button>
        )}
      </div>
    </Stack>
  );
}
