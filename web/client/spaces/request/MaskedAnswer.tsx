import { Button } from '@carbon/react';
import { useState } from 'react';
import type { z } from 'zod';
import type { AnswerView } from '#web/contract/requests/requests.ts';
import { call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Shows a masked answer, which who decides may reveal to compare it with a document. Each reading leaves a trace. */
export function MaskedAnswer({ taskKey, answer }: { taskKey: string; answer: z.infer<typeof AnswerView> }) {
  const { t, read } = useLanguage();
  const [clear, setClear] = useState<string | null>(null);
  const { attempt, problem } = useAttempt();
  const label = read(answer.label);
  const reveal = async () => {
    const body = { field: answer.key };
    setClear((await call('POST /api/tasks/:key/reveal', { params: { key: taskKey }, body })).value);
  };
  return (
    <span className="h-masked">
      <span aria-live="polite">{clear ?? read(answer.value)}</span>
      <Button
        kind="ghost"
        size="sm"
        aria-label={clear === null ? t('tasks.revealOf', { label }) : t('tasks.hideOf', { label })}
        onClick={() => (clear === null ? void attempt(reveal, { again: true }) : setClear(null))}
      >
        {clear === null ? t('tasks.reveal') : t('tasks.hide')}
      </Button>
      {problem ? (
        <span role="alert" className="h-error">
          {problem}
        </span>
      ) : (
        <span className="h-muted">{t('tasks.revealTraced')}</span>
      )}
    </span>
  );
}
