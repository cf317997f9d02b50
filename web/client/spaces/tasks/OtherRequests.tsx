import { Link } from 'react-router';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { day } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StateTag } from '../request/StateTag.tsx';

/** What the agent asked for of that kind, before or meanwhile; nothing where there is none. */
export function OtherRequests({ others: { items, more } }: { others: TaskView['others'] }) {
  const { t, language } = useLanguage();
  if (items.length === 0) return null;
  return (
    <Panel title={t('tasks.others.title')}>
      <ul className="h-others">
        {items.map(({ id, number, filedAt, closedAt, state }) => (
          <li key={number}>
            {id === null ? <span>{number}</span> : <Link to={`/requests/${id}`}>{number}</Link>}
            <span className="h-muted">
              {t('request.filedAt', { date: day(filedAt, language) })}
              {closedAt === null ? null : ` · ${t('tasks.others.closedAt', { date: day(closedAt, language) })}`}
            </span>
            <StateTag state={state} />
          </li>
        ))}
      </ul>
      {more ? <p className="h-help">{t('tasks.others.more')}</p> : null}
    </Panel>
  );
}
