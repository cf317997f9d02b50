import type { Texts } from '../texts.ts';
import { agent } from './agent.ts';
import { common, dueDate, roles, whereabouts } from './common.ts';
import { errors } from './errors.ts';
import { notifications } from './notifications.ts';
import { shell, signIn } from './shell.ts';

/** What the first page says, in English. */
export const en: Texts = {
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
