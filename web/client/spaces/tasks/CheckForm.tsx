import { Button, RadioButton, RadioButtonGroup, SkeletonText, Stack } from '@carbon/react';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import type { Outcome, TaskView } from '../../../contract/tasks.ts';
import type { FormHandle } from '../../forms/RequestForm.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../shell/FailureNote.tsx';
import { LongText } from '../../shell/LongText.tsx';
import { KnownContacts } from './KnownContacts.tsx';
import { useDecide } from './use-decide.ts';

const RequestForm = lazy(() => import('../../forms/RequestForm.tsx'));
/** The form of a step takes no document. */
const NO_PIECES = { path: '' };
const NOTHING = {};

/** A check: the step's own form says what was done, then whether it confirms the request. */
export function CheckForm({ task }: { task: TaskView }) {
  const { t } = useLanguage();
  const form = useRef<FormHandle>(null);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const [outcome, choose] = useState<Outcome | null>(null);
  const [reason, setReason] = useState('');
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key, (found) => form.current?.show(found));
  const due = task.outcomes.find((each) => each.outcome === outcome)?.requires.includes('reason') ?? false;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = form.current?.check() ?? [];
    if (first) return form.current?.focus(first.fieldId);
    if (outcome === null) return setFaults({ outcome: t('tasks.chooseOne') });
    if (due && reason.trim() === '') {
      setFaults({ reason: t('tasks.reasonDue') });
      return reasonField.current?.focus();
    }
    const answers = form.current?.data() ?? {};
    void decide({ outcome, answers, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
  };

  return (
    <Stack gap={6}>
      {task.contacts ? <KnownContacts contacts={task.contacts} /> : null}
      <FailureNote problem={problem} />
      {task.form ? (
        <Suspense fallback={<SkeletonText paragraph lineCount={6} />}>
          <RequestForm
            schema={task.form.schema}
            texts={task.form.texts}
            initial={NOTHING}
            home={NO_PIECES}
            handle={form}
            subject={task.request.agent}
            onChange={() => undefined}
          />
        </Suspense>
      ) : null}
      <form onSubmit={submit} noValidate>
        <Stack gap={6}>
          <RadioButtonGroup
            name="outcome"
            orientation="vertical"
            legendText={t('tasks.legend.check')}
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
                labelText={t(`tasks.choices.${each.outcome}`)}
              />
            ))}
          </RadioButtonGroup>
          <LongText
            ref={reasonField}
            id="reason"
            rows={3}
            maxLength={5000}
            labelText={due ? t('tasks.reasonMandatory') : t('tasks.reasonOptional')}
            helperText={t('tasks.reasonHelp.check')}
            value={reason}
            invalid={Boolean(faults.reason)}
            invalidText={faults.reason ?? ''}
            aria-required={due}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" disabled={busy} className="h-wide">
            {busy ? t('tasks.sending') : outcome ? t(`tasks.submit.${outcome}`) : t('tasks.submit.generic')}
          </Button>
        </Stack>
      </form>
    </Stack>
  );
}
