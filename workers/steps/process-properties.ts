import { SILENCE_MEANINGS } from '#domain/calendar/deadline.ts';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { STARTING_ROLES } from '#domain/permissions/role.ts';
import {
  choice,
  dayOfMonth,
  duration,
  flag,
  type Headers,
  kinds,
  optional,
  startFacts,
  statuses,
  text,
  withDefault,
} from './headers.ts';

/** What an analyst writes on the process itself (`zeebe:property`); others are theirs, and read by nobody here. */
export const PROCESS_PROPERTIES = {
  category: optional(text('where the kind is listed')),
  legalReference: optional(text('the text that the kind stands on')),
  startedBy: optional(choice(['agent', ...STARTING_ROLES], 'who files it; for someone else than oneself, by a role')),
  offeredTo: optional(statuses('the statuses of the agents that it is offered to; all, where it says none')),
  proposes: optional(kinds('the other kinds that a request of it brings, offered to its agent, filled in from it')),
  campaign: optional(text('id of the decision table that gives points to candidates: it is filed in campaigns alone')),
  startFacts: optional(startFacts('facts beside those of the form that the engine is given')),
  laterAct: optional(
    choice(LATER_ACTS, 'what its act does to the earlier act that its form chooses (`from = "decisions"`)'),
  ),
  laterActFrom: optional(text('the field of the form that says since when it does; the day of signature without it')),
  stepUp: flag('whether filing asks for a fresh proof of identity'),
  silenceAfter: optional(duration('delay after which silence is a decision')),
  silenceMeans: withDefault(choice(SILENCE_MEANINGS, 'which decision'), 'rejection'),
  silenceReference: optional(text('the text that says so')),
  refusalInterview: flag('whether a refusal follows an interview'),
  payImpact: flag('whether its acts move pay'),
  payCutoffDay: optional(dayOfMonth('day of the month on which pay is closed, for `cooling-off`')),
} as const satisfies Headers;
