import { Stack } from '@carbon/react';
import { type FormEvent, useRef } from 'react';
import type { FormHandle } from '#web/client/forms/RequestForm.tsx';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { Outcome, TaskView } from '#web/contract/requests/tasks.ts';
import { OutcomeButton, OutcomeChoice, OutcomeReason } from './outcome-fields.tsx';
import { ProposalForm } from './ProposalForm.tsx';
import { REASONS, RefusalReasons } from './RefusalReasons.tsx';
import { useDecide } from './use-decide.ts';
import { useTyped } from './use-typed.ts';

const NOTHING = {
  outcome: null as Outcome | null,
  reason: '',
  reasonLaw: '',
  reasonFact: '',
  /** Over what was asked. */
  proposed: {} as Record<string, unknown>,
};

/** An opinion, a visa or a correction: one choice, and its reason where one is due. */
export function OutcomeForm({ task, decision }: { task: TaskView; decision: 'opinion' | 'visa' | 'correction' }) {
  const { t } = useLanguage();
  const only = task.outcomes.length === 1 ? task.outcomes[0]?.outcome : undefined;
  const [typed, type] = useTyped(task.key, NOTHING);
  const { reason, reasonLaw, reasonFact } = typed;
  const chosen = task.outcomes.find((each) => each.outcome === (only ?? typed.outcome));
  const outcome = chosen?.outcome ?? null;
  const form = useRef<FormHandle>(null);
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key, (found) => form.current?.show(found));
  const reasonField = useRef<HTMLTextAreaElement>(null);
  // An act started for an agent goes back to whoever started it: the agent is told nothing yet.
  const { filedBy, onPaper } = task.requestView;
  const starter = filedBy && !onPaper ? fullName(filedBy) : null;
  const due = chosen?.requires.includes('reason') ?? false;
  const proposes = outcome === 'proposed' ? task.proposable : null;
  const refuses = chosen?.requires.includes('reasonLaw') ?? false;
  // What is said of a complement is for whoever can ask for one.
  const helped = decision !== 'visa' || task.outcomes.some((each) => each.outcome === 'complement');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome === null) return setFaults({ outcome: t('tasks.chooseOne') });
    const [first] = form.current?.check() ?? [];
    if (first) return form.current?.focus(first.fieldId);
    if (due && reason.trim() === '') {
      setFaults({ reason: t('tasks.reasonDue') });
      return reasonField.current?.focus();
    }
    if (refuses) {
      const lacking = REASONS.filter((name) => typed[name].trim() === '');
      setFaults(Object.fromEntries(lacking.map((name) => [name, t(`tasks.${name}Due`)])));
      const [first] = lacking;
      if (first) return document.getElementById(first)?.focus();
      return void decide({ outcome, reasonLaw: reasonLaw.trim(), reasonFact: reasonFact.trim() });
    }
    const done = outcome === 'complement' && starter ? t('starting.complementAsked', { name: starter }) : undefined;
    const answers = proposes ? { answers: form.current?.data() ?? {} } : {};
    void decide({ outcome, ...answers, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }, done);
  };

  return (
    <Stack gap={6}>
      <FailureNote problem={problem ?? (proposes ? elsewhere(proposes, faults) : null)} />
      {only ? null : (
        <OutcomeChoice
          legend={t(`tasks.legend.${decision}`)}
          outcomes={task.outcomes}
          chosen={outcome}
          labelOf={(each) =>
            each === 'complement' && starter
              ? t('starting.askComplement', { name: starter })
              : t(`tasks.choices.${each}`)
          }
          fault={faults.outcome}
          onChoose={(next) => {
            type({ outcome: next });
            setFaults({});
          }}
        />
      )}
      {proposes ? (
        <ProposalForm
          proposable={proposes}
          typed={typed.proposed}
          subject={task.request.agent}
          handle={form}
          onChange={(proposed) => type({ proposed })}
        />
      ) : null}
      <form onSubmit={submit} noValidate>
        <Stack gap={6}>
          {refuses ? <RefusalReasons reasons={typed} faults={faults} onChange={type} /> : null}
          {refuses ? null : (
            <OutcomeReason
              ref={reasonField}
              rows={5}
              due={due}
              help={proposes ? t('tasks.proposal.reasonHelp') : helped ? t(`tasks.reasonHelp.${decision}`) : ''}
              value={reason}
              fault={faults.reason}
              onChange={(reason) => type({ reason })}
            />
          )}
          <OutcomeButton busy={busy} chosen={outcome} />
        </Stack>
      </form>
    </Stack>
  );
}

/** What is wrong in answers that stay as they were asked: none of their fields is on this screen. */
function elsewhere(
  { initial }: NonNullable<TaskView['proposable']>,
  faults: Readonly<Record<string, string>>,
): string | null {
  const others = Object.keys(faults).filter(
    (field) => !(field in initial) && field !== 'outcome' && field !== 'reason',
  );
  return others.length === 0 ? null : others.map((field) => faults[field]).join(' ');
}
