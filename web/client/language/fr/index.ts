import { agent } from './agent.ts';
import { common, dueDate, roles, whereabouts } from './common.ts';
import { errors } from './errors.ts';
import { notifications } from './notifications.ts';
import { shell, signIn } from './shell.ts';

/** What the first page says, in French. Its keys are the law of the other languages. */
export const fr = {
  common,
  roles,
  shell,
  signIn,
  agent,
  notifications,
  request: whereabouts,
  tasks: dueDate,
  errors,
};
