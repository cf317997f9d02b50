import type { LanguageCode } from './language.ts';
import type { PageTexts, SpaceTexts } from './texts.ts';

/** Texts that the first page does without: each is downloaded with the pages that say them. */
export const APART = {
  /** Every page but the first. */
  pages: {
    fr: async () => (await import('./fr/pages.ts')).pages,
    en: async () => (await import('./en/pages.ts')).pages,
  },
  /** What is wrong at a field: the first page has none. */
  faults: {
    fr: async () => ({ faults: (await import('./fr/faults.ts')).faults }),
    en: async () => ({ faults: (await import('./en/faults.ts')).faults }),
  },
  /** The life of accounts: links, passwords. */
  accounts: {
    fr: async () => ({ accounts: (await import('./fr/accounts.ts')).accounts }),
    en: async () => ({ accounts: (await import('./en/accounts.ts')).accounts }),
  },
  /** How an act is verified, and their registry. */
  acts: {
    fr: async () => ({ acts: (await import('./fr/acts.ts')).acts }),
    en: async () => ({ acts: (await import('./en/acts.ts')).acts }),
  },
  administration: {
    fr: async () => ({
      administration: (await import('./fr/administration/administration.ts')).administration,
      people: (await import('./fr/administration/people.ts')).people,
      operations: (await import('./fr/administration/operations.ts')).operations,
      incidents: (await import('./fr/administration/incidents.ts')).incidents,
      instances: (await import('./fr/administration/instances.ts')).instances,
      interventions: (await import('./fr/administration/interventions.ts')).interventions,
    }),
    en: async () => ({
      administration: (await import('./en/administration/administration.ts')).administration,
      people: (await import('./en/administration/people.ts')).people,
      operations: (await import('./en/administration/operations.ts')).operations,
      incidents: (await import('./en/administration/incidents.ts')).incidents,
      instances: (await import('./en/administration/instances.ts')).instances,
      interventions: (await import('./en/administration/interventions.ts')).interventions,
    }),
  },
  pay: {
    fr: async () => ({ pay: (await import('./fr/pay.ts')).pay }),
    en: async () => ({ pay: (await import('./en/pay.ts')).pay }),
  },
  /** The reference grids. */
  grids: {
    fr: async () => ({ grids: (await import('./fr/atelier/grids.ts')).grids }),
    en: async () => ({ grids: (await import('./en/atelier/grids.ts')).grids }),
  },
  /** The analyst's atelier; its editors have theirs (`use-editor-words.ts`). */
  atelier: {
    fr: async () => ({ atelier: (await import('./fr/atelier/atelier.ts')).atelier }),
    en: async () => ({ atelier: (await import('./en/atelier/atelier.ts')).atelier }),
  },
} satisfies Record<string, Record<LanguageCode, () => Promise<PageTexts | Partial<SpaceTexts>>>>;

export type Apart = keyof typeof APART;
