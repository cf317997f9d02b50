import { nextFiring } from '../../../expressions/when.ts';
import { triggerEvent } from '../../behaviors/events/trigger.ts';
import { createInstance } from '../../behaviors/instances/instances.ts';
import type { Handler } from '../../handler.ts';

/** A timer is due: its event happens, and a cycle is scheduled again. */
export const triggerTimer: Handler<'TRIGGER_TIMER'> = (turn, { timerKey }) => {
  const timer = turn.state.timers.get(timerKey);
  if (timer === undefined || timer.dueAt > turn.now) return {};
  turn.emit('TIMER_TRIGGERED', timerKey, timer);
  const next = timer.cycle === '' ? undefined : nextFiring(timer.cycle, timer.dueAt, timer.repetitions, turn.now);
  if (next !== undefined) {
    const key = turn.newKey();
    turn.emit('TIMER_SCHEDULED', key, { ...timer, ...next, key });
  }
  const event = turn.models.elementOf(timer.processDefinitionKey, timer.elementId);
  if (timer.elementInstanceKey === '') {
    createInstance(turn, turn.state.processes.must(timer.processDefinitionKey), {}, { start: event });
  } else {
    triggerEvent(turn, timer.elementInstanceKey, event, {});
  }
  return {};
};
