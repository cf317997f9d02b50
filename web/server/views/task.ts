import type { z } from 'zod';
import type { Version } from '#application/versions.ts';
import { dayAt } from '#domain/calendar/civil-date.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { stepName } from './standing.ts';

/** A line of the task list. */
export function taskSummary({ manifest }: Version, row: TaskRow, at: Date): z.infer<typeof TaskSummary> {
  const { assigneeId, assigneeFirstName, assigneeLastName } = row;
  return {
    key: row.key,
    step: stepName(manifest, row.elementId),
    decision: row.decision as TaskSummary['decision'],
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    dueOn: row.dueAt && dayAt(row.clock, row.dueAt),
    overdue: row.dueAt !== null && row.dueAt < at,
    assignee:
      assigneeId === null
        ? null
        : { id: assigneeId, firstName: assigneeFirstName ?? '', lastName: assigneeLastName ?? '' },
    request: {
      id: row.requestId,
      number: row.number,
      kind: row.kind,
      title: manifest.title,
      agent: { id: row.agentId, firstName: row.firstName, lastName: row.lastName },
      structureName: row.structureName,
      filedAt: row.filedAt.toISOString(),
    },
  };
}
