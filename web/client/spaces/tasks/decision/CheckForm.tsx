import { SkeletonText, Stack } from '@carbon/react';
import { type FormEvent, lazy, Suspense, useRef } from 'react';
import { CHECK_WORDS, type CheckWord, checkWordKey } from '#domain/decision/check-words.ts';
import type { FormHandle } from '#web/client/forms/RequestForm.tsx';
import { sensitiveKeys, withoutSensitive } from '#web/client/forms/sensitive.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { Outcome, TaskView } from '#web/contract/requests/tasks.ts';
import { KnownContacts } from './KnownContacts.tsx';
import { OutcomeButton, OutcomeChoice, OutcomeReason } from './outcome-fields.tsx';
import { useDecide } from './use-decide.ts';
import { useTyped } from './use-typed.ts';

const RequestForm = lazy(() => import('#web/client/forms/RequestForm.tsx'));
/** The form of a step takes no document. */
const NO_PIECES = { draftId: '' };
const NOTHING = { outcome: null as Outcome | null, reason: '', answers: {} as Record<string, unknown> };

/**
 * A check: the step's own form says what was done, then whether it confirms the request. An answer: the agent's own form, if
 * there is one, then what they answer.
 */
export function CheckForm({ task, decision }: { task: TaskView; decision: 'check' | 'answer' }) {
  const { t } = useLanguage();
  const only = task.outcomes.length === 1 ? task.outcomes[0]?.outcome : undefined;
  const form = useRef<FormHandle>(null);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const [typed, type] = useTyped(task.key, NOTHING);
  const { reason } = typed;
  const chosen = task.outcomes.find((each) => each.outcome === (only ?? typed.outcome));
  const outcome = chosen?.outcome ?? null;
  const { decide, busy, problem, faults, setFaults } = useDecide(task.key, (found) => form.current?.show(found));
  const say = useCheckWords(task, decision);
  const answers = decision === 'answer';
  const due = chosen?.requires.includes('reason') ?? false;

  const schema = task.form?.schema;
  const keep = (data: Record<string, unknown>) =>
    type({ answers: withoutSensitive(data, schema ? sensitiveKeys(schema) : []) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = form.current?.check() ?? [];
    if (first) return form.current?.focus(first.fieldId);
    if (outcome === null) return setFaults({ outcome: t('tasks.chooseOne') });
    if (due && reason.trim() === '') {
      setFaults({ reason: t(answers ? 'tasks.saidDue' : 'tasks.reasonDue') });
      return reasonField.current?.focus();
    }
    const filled = form.current?.data() ?? {};
    void decide({ outcome, answers: filled, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
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
            initial={typed.answers}
            home={NO_PIECES}
            handle={form}
            subject={task.request.agent}
            onChange={keep}
          />
        </Suspense>
      ) : null}
      <form onSubmit={submit} noValidate>
        <Stack gap={6}>
          {only ? null : (
            <OutcomeChoice
              legend={say('question')}
              outcomes={task.outcomes}
              chosen={outcome}
              labelOf={say}
              fault={faults.outcome}
              onChoose={(next) => {
                type({ outcome: next });
                setFaults({});
              }}
            />
          )}
          {answers && task.form ? null : (
            <OutcomeReason
              ref={reasonField}
              rows={answers ? 6 : 3}
              due={due}
              own={answers}
              help={answers ? '' : t('tasks.reasonHelp.check')}
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

/**
 * How a step asks and is answered: in the circuit's own words; or about the agent, where the ways to reach them are shown
 * to be called back; or about the check itself.
 */
function useCheckWords(
  { form, contacts, proposal }: TaskView,
  decision: 'check' | 'answer',
): (word: 'question' | Outcome) => string {
  const { t, language } = useLanguage();
  const own = form?.texts[language] ?? {};
  return (word) => {
    if (isCheckWord(word)) {
      const said = decision === 'check' ? own[checkWordKey(String(form?.schema.id), word)] : undefined;
      if (said) return said;
      if (contacts !== null) return t(`tasks.callBack.${word}`);
    }
    if (proposal && (word === 'accepted' || word === 'declined')) return t(`tasks.proposal.${word}`);
    return word === 'question' ? t(`tasks.legend.${decision}`) : t(`tasks.choices.${word}`);
  };
}

const isCheckWord = (word: string): word is CheckWord => (CHECK_WORDS as readonly string[]).includes(word);
