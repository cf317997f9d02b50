import { Button } from '@carbon/react';
import { type KeyboardEvent, useContext, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'react-router';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ApiProblem } from '../../api/api.ts';
import { useApi } from '../../api/query.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { DueDate } from '../tasks/DueDate.tsx';
import { DecisionPanel } from '../tasks/decision/DecisionPanel.tsx';
import type { Signing } from '../tasks/decision/SignatureForm.tsx';
import { useAfterDecision } from '../tasks/decision/use-after-decision.ts';
import { TaskFile } from '../tasks/TaskFile.tsx';
import { AsideButton } from './AsideButton.tsx';
import { DeskKeys, lineOf, NO_PANE } from './desk-keys.ts';
import { OpenedAct } from './OpenedAct.tsx';
import { useDeskAddress } from './use-desk-address.ts';

interface Place {
  taskKey: string;
  next: string | undefined;
  previous: string | undefined;
  onChoose: (taskKey: string) => void;
}

/** The chosen act, or request: signed or decided here, with its opinions and its file. */
export function ActPane(place: Place) {
  const query = useApi('GET /api/tasks/:key', { params: { key: place.taskKey } });
  const { someoneElse } = useAfterDecision(place.taskKey);
  const ended = query.error instanceof ApiProblem && query.error.status === 410;
  useEffect(() => {
    if (ended) void someoneElse(query.error);
  }, [ended, query.error, someoneElse]);
  if (ended) return null;
  return <Loaded query={query}>{(task) => <Act {...place} task={task} />}</Loaded>;
}

function Act({ task, next, previous, onChoose }: Place & { task: TaskView }) {
  const { t } = useLanguage();
  const [signing, setSigning] = useState<Signing>(null);
  const [opened, setOpened] = useState(false);
  const pane = useRef<HTMLDivElement>(null);
  const keys = useContext(DeskKeys);
  const { words } = useDeskAddress();
  const isSigned = task.decision === 'signature';
  const request = task.requestView;
  const focus = (selector: string) => pane.current?.querySelector<HTMLElement>(selector)?.focus();
  const open = () => {
    flushSync(() => setOpened(true));
    focus('.h-deskact__act');
  };
  useEffect(() => {
    const anywhere = {
      p: () => focus('.h-piecelist button'),
      m: () => pane.current?.querySelector<HTMLElement>('.h-deskact__aside')?.click(),
    };
    const signed = {
      o: open,
      s: () => setSigning('previewing'),
      r: () => {
        if (!task.outcomes.some(({ outcome }) => outcome === 'refused')) return;
        flushSync(() => setSigning('refusing'));
        focus('#reasonLaw');
      },
    };
    const given = { d: () => focus('.h-deskact__decision :is(input, textarea, select, button)') };
    keys.current = { taskKey: task.key, does: { ...anywhere, ...(isSigned ? signed : given) } };
    return () => {
      keys.current = NO_PANE;
    };
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && signing !== 'previewing') lineOf(task.key)?.focus();
  };
  const goTo = (key: string | undefined, text: string) => (
    <Button kind="ghost" size="sm" disabled={key === undefined} onClick={() => key && onChoose(key)}>
      {text}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: « Escape » leaves what it holds
    <div ref={pane} className="h-deskact" onKeyDown={onKeyDown}>
      <div>
        <h2>{fullName(request.agent)}</h2>
        <p className="h-lead-line">
          <span>{request.structureName}</span>
          <Link to={`/requests/${request.id}`}>{t('desk.request', { number: request.number })}</Link>
          <span>
            {task.dueOn ? <span className="h-muted">{t('tasks.columns.due')} </span> : null}
            <DueDate task={task} />
          </span>
        </p>
        <p className="h-panel__actions">
          {goTo(previous, t(`${words}.previousAct`))}
          {goTo(next, t(`${words}.nextAct`))}
          <AsideButton taskKey={task.key} />
        </p>
      </div>
      <div className="h-deskact__decision">
        <DecisionPanel task={task} signing={[signing, setSigning]} />
      </div>
      {isSigned ? (
        <section>
          <h2 className="h-deskact__act" tabIndex={-1}>
            {t('desk.act')}
          </h2>
          {opened ? (
            <OpenedAct taskKey={task.key} />
          ) : (
            <Button kind="tertiary" size="md" onClick={open}>
              {t('desk.openAct')}
            </Button>
          )}
        </section>
      ) : null}
      <TaskFile task={task} />
    </div>
  );
}
