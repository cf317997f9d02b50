import { InlineNotification } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { CheckForm } from './CheckForm.tsx';
import { ComplementForm } from './ComplementForm.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { SignatureForm, type Signing } from './SignatureForm.tsx';

/** A visa that can refuse decides; one that cannot says that the file is regular. */
const helpFor = ({ decision, outcomes }: TaskView): TaskView['decision'] | 'grant' =>
  decision === 'visa' && outcomes.some(({ outcome }) => outcome === 'refused') ? 'grant' : decision;

interface Deciding {
  task: TaskView;
  /** What is being done at a signature, where the page holds it. */
  signing?: readonly [Signing, (next: Signing) => void];
}

/** What is to be decided, by the kind of decision the circuit asks for. */
export function DecisionPanel({ task, signing }: Deciding) {
  const { t } = useLanguage();
  return (
    <div className="h-decide">
      <h2>{t(`tasks.panelTitles.${task.decision}`)}</h2>
      <p className="h-help">{t(`tasks.panelHelp.${helpFor(task)}`)}</p>
      {task.accepted ? (
        <InlineNotification kind="info" lowContrast hideCloseButton title={t('tasks.accepted')} />
      ) : null}
      {task.message ? (
        <blockquote className="h-quote">
          <span className="h-label">{t(`tasks.message.${saidIn(task.message)}`)}</span>
          <p className="h-prose">{task.message.text}</p>
        </blockquote>
      ) : null}
      <Fields task={task} {...(signing && { signing })} />
    </div>
  );
}

/** Whose words they are: a refusal is of a visa or of a signature. */
const saidIn = ({ kind, outcome }: NonNullable<TaskView['message']>) =>
  outcome === 'complement' || outcome === 'reconsidered' ? outcome : kind === 'visa' ? 'visa' : 'signature';

function Fields({ task, signing }: Deciding) {
  switch (task.decision) {
    case 'signature':
      return <SignatureForm task={task} held={signing} />;
    case 'complement':
      return <ComplementForm task={task} />;
    case 'check':
    case 'answer':
      return <CheckForm task={task} decision={task.decision} />;
    case 'correction':
      if (task.correction) return <CorrectionForm task={task} correction={task.correction} />;
      return null;
    case 'opinion':
    case 'visa':
      return <OutcomeForm task={task} decision={task.decision} />;
  }
}
