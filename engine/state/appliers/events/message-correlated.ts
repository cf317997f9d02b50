import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The message reached a process, which it will not reach again. */
export function messageCorrelated(state: State, event: Recorded<'MESSAGE_CORRELATED'>): void {
  const message = state.messages.get(event.key);
  if (message === undefined) return;
  state.messages.set(event.key, { ...message, correlatedTo: [...message.correlatedTo, event.value.bpmnProcessId] });
}
