import { STARTING_ROLES } from '#domain/permissions/role.ts';

const YES_NO = ['true', 'false'] as const;
/** The times after which texts say what the silence of the administration means; ISO 8601, as the diagram keeps them. */
const SILENCES = ['P8D', 'P15D', 'P21D', 'P1M', 'P2M', 'P3M', 'P4M', 'P6M', 'P8M', 'P9M', 'P1Y'] as const;

/** What everyone asks of a circuit, as its process keeps it; any other property is shown after these. */
export const KNOWN = [
  { name: 'category', choices: null },
  { name: 'legalReference', choices: null },
  { name: 'startedBy', choices: STARTING_ROLES },
  { name: 'silenceAfter', choices: SILENCES },
  { name: 'silenceMeans', choices: ['rejection', 'acceptance'] },
  { name: 'silenceReference', choices: null },
  { name: 'refusalInterview', choices: YES_NO },
  { name: 'payImpact', choices: YES_NO },
  { name: 'stepUp', choices: YES_NO },
  { name: 'campaign', choices: null },
] as const;

/** The statuses of the agents that it is offered to. */
export const OFFERED_TO = 'offeredTo';

/** The other kinds that a request of it brings. */
export const PROPOSES = 'proposes';

/** The words of a choice: a yes or a no is kept as a boolean. */
export const wordOf = <Choice extends string>(choice: Choice) =>
  (choice === 'true' ? 'yes' : choice === 'false' ? 'no' : choice) as 'yes' | 'no' | Exclude<Choice, 'true' | 'false'>;
