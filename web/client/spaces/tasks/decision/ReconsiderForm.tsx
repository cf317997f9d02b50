import { Button, Stack } from '@carbon/react';
import { type FormEvent, useRef } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { OutcomeButton, OutcomeReason } from './outcome-fields.tsx';
import { useDecide } from './use-decide.ts';
import { useTyped } from './use-typed.ts';

const NOTHING = { reason: '' };

/** Whoever goes back on a refusal says why; the act then comes back to its signature. */
export function ReconsiderForm({ task, onBack }: { task: TaskView; onBack: () => void }) {
  const { t } = useLanguage();
  const [{ reason }, type] = useTyped(task.key, NOTHING);
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key);
  const field = useRef<HTMLTextAreaElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') return void decide({ outcome: 'reconsidered', reason: reason.trim() });
    setFaults({ reason: t('tasks.reasonDue') });
    field.current?.focus();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={6}>
        <h3>{t('tasks.reconsider')}</h3>
        <FailureNote problem={problem} />
        <OutcomeReason
          ref={field}
          rows={5}
          due
          help={t('tasks.reasonHelp.signature')}
          value={reason}
          fault={faults.reason}
          onChange={(reason) => type({ reason })}
        />
        <OutcomeButton busy={busy} chosen="reconsidered" />
        <Button kind="ghost" className="h-wide" onClick={onBack}>
          {t('common.back')}
        </Button>
      </Stack>
    </form>
  );
}
