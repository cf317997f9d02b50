import type { TaskView } from '#web/contract/requests/tasks.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';

/** What is proposed to the agent beside what they asked, answer by answer; by whom, and why. */
export function Proposal({ proposal }: { proposal: NonNullable<TaskView['proposal']> }) {
  const { t, language, read } = useLanguage();
  return (
    <Panel title={t('tasks.proposal.title')}>
      <p>
        {fullName(proposal.by)}
        {proposal.quality ? <span className="h-muted">, {proposal.quality}</span> : null}
        <span className="h-muted"> · {moment(proposal.at, language)}</span>
      </p>
      <table className="h-compared">
        <thead>
          <tr>
            <th scope="col">{t('tasks.proposal.answer')}</th>
            <th scope="col">{t('tasks.proposal.asked')}</th>
            <th scope="col">{t('tasks.proposal.proposed')}</th>
          </tr>
        </thead>
        <tbody>
          {proposal.changed.map(({ key, label, asked, proposed }) => (
            <tr key={key}>
              <th scope="row">{read(label)}</th>
              <td>{asked ? read(asked) : t('request.noAnswer')}</td>
              <td>
                <strong>{proposed ? read(proposed) : t('request.noAnswer')}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <span className="h-label">{t('tasks.reason')}</span>
      <p className="h-prose">{proposal.reason}</p>
      <p className="h-help">{t('tasks.proposal.help')}</p>
    </Panel>
  );
}
