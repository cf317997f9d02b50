import { Button, Stack } from '@carbon/react';
import type { FormEvent } from 'react';
import { DateField } from '#web/client/forms/DateField.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { isRealDay, todayInParis } from '#web/client/ui/fields/civil-date.ts';
import type { DecisionCreate, TaskView } from '#web/contract/requests/tasks.ts';
import { REASONS, RefusalReasons } from './RefusalReasons.tsx';
import { useDecide } from './use-decide.ts';
import { useTyped } from './use-typed.ts';

const NOTHING = { reasonLaw: '', reasonFact: '', interviewOn: null as string | null };

/** A refusal says why, in law and in fact, and when the agent was heard. It then becomes an act to sign. */
export function RefusalForm({ task, onBack }: { task: TaskView; onBack: () => void }) {
  const { t } = useLanguage();
  const [typed, type] = useTyped(task.key, NOTHING);
  const { interviewOn: interview } = typed;
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key);
  const requires = task.outcomes.find((each) => each.outcome === 'refused')?.requires ?? [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {};
    for (const name of REASONS)
      if (requires.includes(name) && typed[name].trim() === '') found[name] = t(`tasks.${name}Due`);
    if (requires.includes('interviewOn') && !interview) found.interviewOn = t('tasks.interviewDue');
    else if (interview && !isRealDay(interview)) found.interviewOn = t('form.noSuchDate');
    else if (interview && interview > todayInParis()) found.interviewOn = t('tasks.interviewFuture');
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) return document.getElementById(first)?.focus();
    const decision: DecisionCreate = {
      outcome: 'refused',
      reasonLaw: typed.reasonLaw.trim(),
      reasonFact: typed.reasonFact.trim(),
    };
    void decide(interview ? { ...decision, interviewOn: interview } : decision);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={6}>
        <h3>{t('tasks.refuseTitle')}</h3>
        <FailureNote problem={problem} />
        <RefusalReasons reasons={typed} faults={faults} onChange={type} />
        <DateField
          inputId="interviewOn"
          label={t('tasks.interview')}
          description={t('tasks.interviewHelp')}
          required={requires.includes('interviewOn')}
          disabled={busy}
          errors={faults.interviewOn ? [faults.interviewOn] : []}
          value={interview}
          onChange={(interviewOn) => type({ interviewOn })}
          onBlur={() => undefined}
        />
        <Button type="submit" kind="danger" disabled={busy} className="h-wide">
          {busy ? t('tasks.sending') : t('tasks.submit.refused')}
        </Button>
        <Button kind="ghost" className="h-wide" onClick={onBack}>
          {t('common.back')}
        </Button>
      </Stack>
    </form>
  );
}
