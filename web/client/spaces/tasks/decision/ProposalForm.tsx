import { SkeletonText } from '@carbon/react';
import { lazy, type Ref, Suspense } from 'react';
import type { FormHandle } from '#web/client/forms/RequestForm.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';

const RequestForm = lazy(() => import('#web/client/forms/RequestForm.tsx'));
/** What is proposed holds no document. */
const NO_PIECES = { draftId: '' };

/** What a visa proposes instead of what was asked, which it begins with. */
export function ProposalForm(props: {
  proposable: NonNullable<TaskView['proposable']>;
  /** What was typed so far, over it. */
  typed: Record<string, unknown>;
  subject: TaskView['request']['agent'];
  handle: Ref<FormHandle>;
  onChange: (data: Record<string, unknown>) => void;
}) {
  const { t } = useLanguage();
  const { schema, texts, initial } = props.proposable;
  return (
    <section aria-labelledby="proposal-title">
      <h3 id="proposal-title">{t('tasks.proposal.form')}</h3>
      <p className="h-help">{t('tasks.proposal.formHelp')}</p>
      <Suspense fallback={<SkeletonText paragraph lineCount={6} />}>
        <RequestForm
          schema={schema}
          texts={texts}
          initial={{ ...initial, ...props.typed }}
          home={NO_PIECES}
          handle={props.handle}
          subject={props.subject}
          onChange={props.onChange}
        />
      </Suspense>
    </section>
  );
}
