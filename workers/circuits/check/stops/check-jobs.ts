import { drawnIn, extensionsOf } from '#domain/circuit/flows.ts';
import type { Drawing } from '../../guarantees/drawing.ts';
import type { Report } from '../check-headers.ts';

/** Says where work is asked for that nobody would do: listeners, jobs without a try, people by their names. */
export function checkJobs({ places }: Drawing, report: Report): void {
  for (const { id, drawn } of places.values()) {
    for (const { retries } of extensionsOf(drawn, 'zeebe:TaskDefinition'))
      if (typeof retries === 'string' && !retries.startsWith('=') && !/^\s*[1-9]\d{0,8}\s*$/.test(retries))
        report(id, 'retries-none', { retries });
    // The portal listens to every person's step by itself (workers/listeners/).
    for (const held of ['zeebe:TaskListeners', 'zeebe:ExecutionListeners'].flatMap((one) => extensionsOf(drawn, one)))
      for (const { type: listener } of drawnIn(held.listeners))
        report(id, 'listener-unanswered', { type: String(listener ?? '') });
    for (const { assignee, candidateUsers } of extensionsOf(drawn, 'zeebe:AssignmentDefinition'))
      for (const who of [assignee, candidateUsers]) if (who) report(id, 'person-named', { who: String(who) });
  }
}
