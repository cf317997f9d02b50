import type { PageTexts } from '../texts.ts';
import { campaigns } from './campaigns.ts';
import { desk } from './desk.ts';
import { spaceErrors } from './errors-of-spaces.ts';
import { form } from './form.ts';
import { kind } from './kind.ts';
import { account, circuits, dossier, manage, situation } from './other.ts';
import { events, outcomes, request } from './request.ts';
import { security } from './security.ts';
import { signing } from './signing.ts';
import { starting } from './starting.ts';
import { tasks } from './tasks.ts';
import { team } from './team.ts';
import { together } from './together.ts';

/** What every page but the first may say, in English. */
export const pages: PageTexts = {
  errors: spaceErrors,
  form,
  kind,
  request,
  events,
  outcomes,
  signing,
  starting,
  tasks,
  team,
  together,
  campaigns,
  desk,
  manage,
  dossier,
  situation,
  account,
  security,
  circuits,
};
