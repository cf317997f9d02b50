import { Button, Stack } from '@carbon/react';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { faultText } from '#web/client/api/problem-text.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { Outcome } from '#web/contract/requests/tasks.ts';
import type { FoldAct, FoldView } from '#web/contract/signing/signing.ts';
import { OutcomeButton, OutcomeChoice, OutcomeReason } from '../../tasks/decision/outcome-fields.tsx';
import { OwnReasons, type Reasons, type Wanted } from './OwnReasons.tsx';

/** The request that is open beside the list has fields of the same names. */
const SCOPE = 'together-';

/** What is refused is put right and sent again. */
const AGAIN = { again: true };

/** What was chosen and written, and not given yet. */
export interface Begun {
  readonly outcome: Outcome | null;
  readonly reason: string;
  readonly own: ReadonlyMap<string, Reasons>;
}
export const NOTHING: Begun = { outcome: null, reason: '', own: new Map() };

type Faults = Readonly<Record<string, string>>;

/** The decision, and its reason where one is due: one for all, or one for each where it is against the agent. */
export function TogetherForm(props: {
  fold: FoldView;
  tasks: readonly FoldAct[];
  /** Of before the dialog was closed; kept as it goes on. */
  begun: RefObject<Begun>;
  onAsked: (batchId: string) => void;
  onBack: () => void;
}) {
  const { t } = useLanguage();
  const { fold, tasks, begun } = props;
  const offered = fold.together?.outcomes ?? [];
  const [outcome, setOutcome] = useState(begun.current.outcome);
  const [reason, setReason] = useState(begun.current.reason);
  const [own, setOwn] = useState(begun.current.own);
  useEffect(() => {
    begun.current = { outcome, reason, own };
  }, [begun, outcome, reason, own]);
  const [faults, setFaults] = useState<Faults>({});
  const { attempt, busy, problem } = useAttempt();
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const chosen = offered.find((each) => each.outcome === outcome);
  const wanted = (chosen?.requires ?? []).filter((each): each is Wanted => each !== 'stepUp' && each !== 'interviewOn');
  const due = wanted.includes('reason');
  const words = {
    reason: 'tasks.reasonDue',
    reasonLaw: 'tasks.reasonLawDue',
    reasonFact: 'tasks.reasonFactDue',
  } as const;

  /** What is missing, by field; of each request « tasks.<place>.<field> », as the server calls it. */
  const missing = (): Faults => {
    if (chosen === undefined) return { outcome: t('tasks.chooseOne') };
    if (!chosen.own) return due && reason.trim() === '' ? { reason: t('tasks.reasonDue') } : {};
    return Object.fromEntries(
      tasks.flatMap(({ taskKey }, place) =>
        wanted.flatMap((field) =>
          own.get(taskKey)?.[field]?.trim() ? [] : [[`tasks.${place}.${field}`, t(words[field])] as const],
        ),
      ),
    );
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = missing();
    setFaults(lacking);
    const [first] = Object.keys(lacking);
    if (first === 'reason') return reasonField.current?.focus();
    if (first !== undefined) return document.getElementById(first)?.focus();
    void attempt(async () => {
      if (outcome === null) return;
      const shared = chosen?.own || reason.trim() === '' ? {} : { reason: reason.trim() };
      const asked = tasks.map(({ taskKey, said = '' }) => ({
        ...{ taskKey, said },
        ...(chosen?.own ? own.get(taskKey) : {}),
      }));
      try {
        const { id } = await call('POST /api/decision-batches', {
          body: { foldId: fold.id, foldSha256: fold.sha256, outcome, ...shared, tasks: asked },
        });
        props.onAsked(id);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.faults.length === 0) throw error;
        setFaults(Object.fromEntries(error.faults.map((fault) => [fault.field, faultText(fault)])));
      }
    }, AGAIN);
  };

  if (fold.what === 'signature') return null;
  return (
    <Stack gap={6}>
      <p>{t('together.help')}</p>
      {fold.together?.leavesForm ? <p>{t('together.leavesForm')}</p> : null}
      <FailureNote problem={problem} />
      <OutcomeChoice
        scope={SCOPE}
        legend={t(`tasks.legend.${fold.what}`)}
        outcomes={offered}
        chosen={outcome}
        labelOf={(each) => t(`tasks.choices.${each}`)}
        fault={faults.outcome}
        onChoose={(next) => {
          setOutcome(next);
          setFaults({});
        }}
      />
      <form onSubmit={submit} noValidate>
        <Stack gap={6}>
          {chosen?.own ? (
            <OwnReasons tasks={tasks} wanted={wanted} reasons={own} faults={faults} onChange={setOwn} />
          ) : (
            <OutcomeReason
              scope={SCOPE}
              ref={reasonField}
              rows={4}
              due={due}
              help={t('together.reasonForAll')}
              value={reason}
              fault={faults.reason}
              onChange={setReason}
            />
          )}
          <div className="h-formend">
            <OutcomeButton busy={busy} chosen={outcome} />
            <Button kind="ghost" onClick={props.onBack}>
              {t('together.back')}
            </Button>
          </div>
        </Stack>
      </form>
    </Stack>
  );
}
