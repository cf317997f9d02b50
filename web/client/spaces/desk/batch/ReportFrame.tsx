import { Button, Stack } from '@carbon/react';
import type { ReactNode } from 'react';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';

interface Words {
  readonly progressTitle: string;
  readonly progress: string;
  readonly status: string;
  readonly refusedTitle: string;
  readonly report: string;
  readonly stop: string;
}

/** How far a batch is, of signatures or of decisions: what was refused in words, its report, and how to stop it. */
export function ReportFrame({
  words,
  count,
  waiting,
  isStopping,
  facts,
  refused,
  onReport,
  onStop,
  onClose,
  children,
}: {
  words: Words;
  count: number;
  waiting: number;
  isStopping: boolean;
  /** How many of each outcome. */
  facts: readonly { readonly outcome: string; readonly label: string; readonly count: number }[];
  refused: readonly { readonly taskKey: string; readonly text: string }[];
  onReport: () => void;
  onStop: () => Promise<unknown>;
  onClose: (() => void) | undefined;
  /** What else can be had of it. */
  children?: ReactNode;
}) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const isOver = waiting === 0;
  const ended = refused.length === count ? 'error' : 'finished';
  return (
    <Stack gap={5}>
      <WorkProgress
        label={words.progressTitle}
        said={words.progress}
        max={count}
        value={count - waiting}
        status={isOver ? ended : 'active'}
      />
      <p role="status">{words.status}</p>
      <FailureNote problem={problem} />
      <dl className="h-facts">
        {facts.map((fact) => (
          <div key={fact.outcome}>
            <dt>{fact.label}</dt>
            <dd>{fact.count}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 ? (
        <section aria-labelledby="batch-refused">
          <h3 id="batch-refused">{words.refusedTitle}</h3>
          <ul>
            {refused.map(({ taskKey, text }) => (
              <li key={taskKey}>{text}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="h-formend">
        {onClose ? (
          // In a dialog, it takes the place of the form that had the focus.
          <Button autoFocus onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : null}
        <Button kind="tertiary" onClick={onReport}>
          {words.report}
        </Button>
        {children}
        {isOver || isStopping ? null : (
          <Button kind="danger--tertiary" disabled={busy} onClick={() => void attempt(onStop)}>
            {words.stop}
          </Button>
        )}
      </div>
    </Stack>
  );
}
