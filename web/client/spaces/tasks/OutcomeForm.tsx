import { Button, RadioButton, RadioButtonGroup, Stack } from '@carbon/react';
import { type FormEvent, useRef, useState } from 'react';
import type { Outcome, TaskView } from '../../../contract/tasks.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../shell/FailureNote.tsx';
import { LongText } from '../../shell/LongText.tsx';
import { RefusalReasons } from './RefusalReasons.tsx';
import { useDecide } from './use-decide.ts';

/** An opinion, a visa or a correction: one choice, and its reason where one is due. */
export function OutcomeForm({ task, decision }: { task: TaskView; decision: 'opinion' | 'visa' | 'correction' }) {
  const { t } = useLanguage();
  const only = task.outcomes.length === 1 ? task.outcomes[0]?.outcome : undefined;
  const [outcome, choose] = useState<Outcome | null>(only ?? null);
  const [reason, setReason] = useState('');
  const [law, setLaw] = useState('');
  const [fact, setFact] = useState('');
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  // An act started for an agent goes back to whoever started it: the agent is told nothing yet.
  const { filedBy } = task.requestView;
  const starter = filedBy && fullName(filedBy);
  const chosen = task.outcomes.find((each) => each.outcome === outcome);
  const due = chosen?.requires.includes('reason') ?? false;
  const refuses = chosen?.requires.includes('reasonLaw') ?? false;
  // What is said of a complement is for whoever can ask for one.
  const helped = decision !== 'visa' || task.outcomes.some((each) => each.outcome === 'complement');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome === null) return setFaults({ outcome: t('tasks.chooseOne') });
    if (due && reason.trim() === '') {
      setFaults({ reason: t('tasks.reasonDue') });
      return reasonField.current?.focus();
    }
    if (refuses) {
      const lacking = {
        ...(law.trim() === '' ? { reasonLaw: t('tasks.reasonLawDue') } : {}),
        ...(fact.trim() === '' ? { reasonFact: t('tasks.reasonFactDue') } : {}),
      };
      setFaults(lacking);
      const [first] = Object.keys(lacking);
      if (first) return document.getElementById(first)?.focus();
      return void decide({ outcome, reasonLaw: law.trim(), reasonFact: fact.trim() });
    }
    const done = outcome === 'complement' && starter ? t('starting.complementAsked', { name: starter }) : undefined;
    void decide({ outcome, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }, done);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={6}>
        <FailureNote problem={problem} />
        {only ? null : (
          <RadioButtonGroup
            name="outcome"
            orientation="vertical"
            legendText={t(`tasks.legend.${decision}`)}
            invalid={Boolean(faults.outcome)}
            invalidText={faults.outcome ?? ''}
            {...(outcome ? { valueSelected: outcome } : {})}
            onChange={(value) => {
              choose(value as Outcome);
              setFaults({});
            }}
          >
            {task.outcomes.map((each) => (
              <RadioButton
                key={each.outcome}
                id={`outcome-${each.outcome}`}
                value={each.outcome}
                labelText={
                  each.outcome === 'complement' && starter
                    ? t('starting.askComplement', { name: starter })
                    : t(`tasks.choices.${each.outcome}`)
                }
              />
            ))}
          </RadioButtonGroup>
        )}
        {refuses ? <RefusalReasons law={law} fact={fact} onLaw={setLaw} onFact={setFact} faults={faults} /> : null}
        {refuses ? null : (
          <LongText
            ref={reasonField}
            id="reason"
            rows={5}
            maxLength={5000}
            labelText={due ? t('tasks.reasonMandatory') : t('tasks.reasonOptional')}
            helperText={helped ? t(`tasks.reasonHelp.${decision}`) : ''}
            value={reason}
            invalid={Boolean(faults.reason)}
            invalidText={faults.reason ?? ''}
            aria-required={due}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <Button type="submit" disabled={busy} className="h-wide">
          {busy ? t('tasks.sending') : outcome ? t(`tasks.submit.${outcome}`) : t('tasks.submit.generic')}
        </Button>
      </Stack>
    </form>
  );
}
