import type { TaskView } from '#web/contract/requests/tasks.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Changes } from '../../ui/Changes.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { AnswersTab } from '../request/AnswersTab.tsx';
import { Contests } from '../request/Contests.tsx';
import { Decision } from '../request/DecisionsTab.tsx';
import { OtherRequests } from './OtherRequests.tsx';
import { Proposal } from './Proposal.tsx';

/** Steps where a person answers about their own request: nobody takes them, and nothing of it is masked for comparing. */
export const isOfAgent = ({ decision }: TaskView): boolean => decision === 'complement' || decision === 'answer';

/** What one decides upon: opinions and visas, what would change, the agent's other requests, answers and pieces. */
export function TaskFile({ task }: { task: TaskView }) {
  const { t } = useLanguage();
  const request = task.requestView;
  return (
    <>
      {task.proposal ? <Proposal proposal={task.proposal} /> : null}
      {request.decisions.length > 0 ? (
        <Panel title={t('request.tabs.decisions', { count: request.decisions.length })}>
          <ul className="h-decisions h-decisions--inside">
            {request.decisions.map((decision) => (
              <Decision key={decision.id} decision={decision} />
            ))}
          </ul>
        </Panel>
      ) : null}
      <Changes changes={task.changes} />
      <OtherRequests others={task.others} />
      <Contests request={request} />
      <AnswersTab request={request} taskKey={isOfAgent(task) ? null : task.key} />
    </>
  );
}
