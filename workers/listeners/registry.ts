import type { RegisteredListener } from './listener.ts';
import { handler as taskAssigning } from './user-task-assigning/handler.ts';
import { handler as taskCanceling } from './user-task-canceling/handler.ts';
import { handler as taskCompleting } from './user-task-completing/handler.ts';
import { handler as taskCreating } from './user-task-creating/handler.ts';
import { handler as taskUpdating } from './user-task-updating/handler.ts';

/** What keeps the portal's task list: one job type an event, for every user task of every circuit. */
export const LISTENERS: readonly RegisteredListener[] = [
  {
    event: 'creating',
    type: 'user-task-creating',
    variables: ['requestId'],
    handler: taskCreating,
    fault: 'task-not-ready',
  },
  {
    event: 'assigning',
    type: 'user-task-assigning',
    variables: ['requestId'],
    handler: taskAssigning,
    fault: 'task-not-updated',
  },
  {
    event: 'updating',
    type: 'user-task-updating',
    variables: ['requestId'],
    handler: taskUpdating,
    fault: 'task-not-updated',
  },
  {
    event: 'completing',
    type: 'user-task-completing',
    variables: ['decisionId', 'outcome'],
    handler: taskCompleting,
    fault: 'task-not-updated',
  },
  {
    event: 'canceling',
    type: 'user-task-canceling',
    variables: ['requestId'],
    handler: taskCanceling,
    fault: 'task-not-updated',
  },
];
