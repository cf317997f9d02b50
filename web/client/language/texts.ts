import type { accounts } from './fr/accounts.ts';
import type { acts } from './fr/acts.ts';
import type { administration } from './fr/administration/administration.ts';
import type { incidents } from './fr/administration/incidents.ts';
import type { instances } from './fr/administration/instances.ts';
import type { interventions } from './fr/administration/interventions.ts';
import type { operations } from './fr/administration/operations.ts';
import type { people } from './fr/administration/people.ts';
import type { atelier } from './fr/atelier/atelier.ts';
import type { editors } from './fr/atelier/atelier-editors.ts';
import type { grids } from './fr/atelier/grids.ts';
import type { faults } from './fr/faults.ts';
import type { fr } from './fr/index.ts';
import type { pages } from './fr/pages.ts';
import type { pay } from './fr/pay.ts';

/** Turns every literal of a dictionary into « any text », so that the other language is free to say it its own way. */
type Free<T> = { [K in keyof T]: T[K] extends string ? string : Free<T[K]> };

/** What every language must say on the first page: the French dictionary gives the keys, the compiler checks the others. */
export type Texts = Free<typeof fr>;

/** What is said on any other page. */
export type PageTexts = Free<typeof pages>;

/** What is said in spaces that few people open. */
export type SpaceTexts = Free<{
  accounts: typeof accounts;
  acts: typeof acts;
  administration: typeof administration;
  atelier: typeof atelier;
  faults: typeof faults;
  grids: typeof grids;
  incidents: typeof incidents;
  instances: typeof instances;
  interventions: typeof interventions;
  operations: typeof operations;
  pay: typeof pay;
  people: typeof people;
}>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts & PageTexts & SpaceTexts; editors: Free<typeof editors> };
    returnNull: false;
  }
}
