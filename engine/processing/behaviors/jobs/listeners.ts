import type { ElementInstance, GlobalTaskListener, ListenerEvent, UserTaskTransition } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { evaluateJob } from './jobs.ts';

type Listener = UserTaskTransition['listeners'][number];

/** Who is asked about an event of a user task: global listeners, those drawn on the task, then the late global ones. */
export function listenersOf(turn: Turn, event: ListenerEvent, instance: ElementInstance): Listener[] {
  const element = turn.models.element(instance);
  const headers = element.userTask?.headers ?? {};
  const drawn = (element.userTask?.listeners ?? [])
    .filter((listener) => listener.event === event)
    .map((listener) => ({ ...evaluateJob(turn, listener, instance), headers: listener.headers }));
  const global = globalFor(turn, event);
  const asListener = ({ type, retries }: GlobalTaskListener): Listener => ({ type, retries, headers });
  return [
    ...global.filter((listener) => !listener.afterNonGlobal).map(asListener),
    ...drawn,
    ...global.filter((listener) => listener.afterNonGlobal).map(asListener),
  ];
}

/** Whether anybody is asked about an event of a user task. */
export function isListenedTo(turn: Turn, event: ListenerEvent, instance: ElementInstance): boolean {
  const drawn = turn.models.element(instance).userTask?.listeners ?? [];
  return drawn.some((listener) => listener.event === event) || globalFor(turn, event).length > 0;
}

/** Higher priority first; equal ones by id, so that the order is the same everywhere. */
function globalFor(turn: Turn, event: ListenerEvent): GlobalTaskListener[] {
  if (turn.state.globalListeners.size === 0) return [];
  return [...turn.state.globalListeners.values()]
    .filter((listener) => listener.eventTypes.includes('all') || listener.eventTypes.includes(event))
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
}
