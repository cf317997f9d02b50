import { agent, form } from './agent.ts';
import { common, list, roles } from './common.ts';
import { errors, faults } from './errors.ts';
import { account, circuits, dossier, manage, notifications } from './other.ts';
import { events, outcomes, request } from './request.ts';
import { shell, signIn } from './shell.ts';
import { starting } from './starting.ts';
import { tasks } from './tasks.ts';

/** Everything the portal says, in French. Its keys are the law of the other languages. */
export const fr = {
  common,
  list,
  roles,
  shell,
  signIn,
  agent,
  form,
  request,
  events,
  outcomes,
  tasks,
  manage,
  dossier,
  notifications,
  account,
  starting,
  circuits,
  errors,
  faults,
};
