import { agent } from './pages/agent.ts';
import { campaigns } from './pages/campaigns.ts';
import { desk } from './pages/desk.ts';
import { spaceErrors } from './pages/errors-of-spaces.ts';
import { form } from './pages/form.ts';
import { kind } from './pages/kind.ts';
import { list } from './pages/list.ts';
import { account, circuits, dialog, dossier, manage, situation } from './pages/other.ts';
import { events, eventsUnread, outcomes, request } from './pages/request.ts';
import { security } from './pages/security.ts';
import { signing } from './pages/signing.ts';
import { starting } from './pages/starting.ts';
import { tasks } from './pages/tasks.ts';
import { team } from './pages/team.ts';
import { together } from './pages/together.ts';

/** What every page but the first may say, in French. */
export const pages = {
  errors: spaceErrors,
  ...{ agent, dialog, list },
  ...{ form, kind, request, events, eventsUnread, outcomes, signing, starting, tasks, team, together },
  ...{ campaigns, desk, manage, dossier, situation, account, security, circuits },
};
