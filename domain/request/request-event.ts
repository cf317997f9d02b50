import { z } from 'zod';
import { ACT_GAPS } from '../act/gaps.ts';
import { COMPLEMENT_EFFECTS, SILENCE_MEANINGS } from '../calendar/deadline.ts';
import { DECISION_KINDS, OUTCOMES, TEMPLATES } from '../decision/decision.ts';
import { scalarsOf } from '../formats/scalars.ts';
import { REORGANISATIONS } from '../people/reorganisation.ts';
import { CLOSING_OUTCOMES } from './request.ts';

/** An event that its kind describes completely. */
const NOTHING = z.object({});
const NOTIFIED = z.object({ message: z.string(), count: z.number() });
const template = z.enum(TEMPLATES);

/**
 * The dated steps that people read in the progress tab, each with the shape of its detail: the
 * present one, and those of former releases. Each is written once per business fact: `factKey`
 * names the fact (« decision:<id> »), so that a job delivered twice writes it once.
 */
export const REQUEST_EVENTS = {
  /** The agent filed the request. */
  filed: NOTHING,
  /** The circuit took charge of it. */
  registered: NOTHING,
  /** The acknowledgement was sent. */
  acknowledged: NOTIFIED,
  /**
   * The clocks were set. `onComplement`: the effect of a complement on them; not stored before
   * November 2026.
   */
  deadline: z.object({
    dueAt: z.string(),
    silenceAt: z.string(),
    onComplement: z.enum(COMPLEMENT_EFFECTS).optional(),
  }),
  /** A delay began to run. */
  delay: z.object({ until: z.string() }),
  /** The holder was reminded. */
  reminded: NOTIFIED,
  /** A table of the circuit was evaluated. */
  table: z.object({ table: z.string(), result: z.string() }),
  /** Someone decided. `template`: the act that was signed. */
  decision: z.object({
    decision: z.enum(DECISION_KINDS),
    outcome: z.enum(OUTCOMES),
    template: template.nullable().default(null),
  }),
  /** The request went back to the agent. */
  'complement-asked': NOTIFIED,
  /** The agent completed it. */
  'complement-given': NOTIFIED,
  /** The act could not be drafted: something the law requires is missing. */
  'act-incomplete': z.object({ template, missing: z.array(z.enum(ACT_GAPS)) }),
  /** An act was drafted. */
  drafted: z.object({ template }),
  /** The signed act was sealed and filed. */
  sealed: z.object({ template, dossierNumber: z.number() }),
  /** The legal delay ended without an answer. `means`: the decision that it amounts to by law. */
  silence: z.object({ means: z.enum(SILENCE_MEANINGS) }),
  /** The agent asked to withdraw. */
  'withdrawal-asked': NOTHING,
  /** The circuit accepted the withdrawal. */
  withdrawn: NOTHING,
  /** It was too late to withdraw. */
  'withdrawal-refused': NOTHING,
  /** Everyone agreed; it waits, and the agent can still stop it. */
  'cooling-off': z.object({ until: z.string(), payMonth: z.string() }),
  /** The change of pay was sent to the finance office. */
  'pay-piece': z.object({ month: z.string() }),
  /** The agent’s situation was changed accordingly. */
  applied: NOTHING,
  /** What an earlier act had changed in the agent’s situation was undone. */
  undone: NOTHING,
  /** Its structure moved, merged, closed or was kept after all; the request goes on. */
  reorganised: z.object({ change: z.enum(REORGANISATIONS), structure: z.string(), into: z.string() }),
  /** It continues on another version of its circuit: their numbers. */
  migrated: z.object({ from: z.number(), to: z.number() }),
  /** Everyone in the circuit was notified. */
  notified: NOTIFIED,
  /** A manager recorded that the act was sent by post. */
  posted: z.object({ trackingNumber: z.string(), sentOn: z.string() }),
  /** A manager recorded when the post was received. */
  'post-received': z.object({ trackingNumber: z.string(), receivedOn: z.string() }),
  /** A manager corrected that day. */
  'post-corrected': z.object({
    trackingNumber: z.string(),
    receivedOn: z.string(),
    formerly: z.string(),
    reason: z.string(),
  }),
  /** The circuit ended. */
  closed: z.object({ outcome: z.enum(CLOSING_OUTCOMES) }),
  /** The receipt of what was decided without an act was sealed and filed. */
  receipted: z.object({ dossierNumber: z.number() }),
  /** An operator moved it to another step. */
  moved: z.object({ from: z.string(), to: z.string(), reason: z.string() }),
  /** An operator corrected a fact of its circuit. */
  'fact-set': z.object({ name: z.string(), value: z.string(), former: z.string(), reason: z.string() }),
  /** An operator cancelled a stuck request. */
  cancelled: z.object({ reason: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

/** A kind of event. */
export type RequestEventKind = keyof typeof REQUEST_EVENTS;
/** All kinds of events. */
export const REQUEST_EVENT_KINDS = Object.keys(REQUEST_EVENTS) as readonly RequestEventKind[];

/** The detail of an event of a kind, as written today. */
export type EventDetail<Kind extends RequestEventKind> = z.output<(typeof REQUEST_EVENTS)[Kind]>;

/** An event with its detail, if its kind has one. */
export type EventSaid<Kind extends RequestEventKind = RequestEventKind> = {
  [One in Kind]: EventDetail<One> extends Record<string, never>
    ? { readonly kind: One; readonly detail?: undefined }
    : { readonly kind: One; readonly detail: Readonly<EventDetail<One>> };
}[Kind];

/**
 * Parses a stored detail; null: it was erased with its request, or no release wrote such a shape.
 */
export function readEventDetail<Kind extends RequestEventKind>(kind: Kind, stored: unknown): EventDetail<Kind> | null {
  const { data } = REQUEST_EVENTS[kind].safeParse(stored);
  return (data as EventDetail<Kind> | undefined) ?? null;
}

/**
 * Returns the values of a stored detail that a sentence can use, texts and numbers; null: it cannot
 * be read, for instance because a later release wrote it.
 */
export function eventParams(kind: string, stored: unknown): Record<string, string | number> | null {
  if (!Object.hasOwn(REQUEST_EVENTS, kind)) return null;
  const detail = readEventDetail(kind as RequestEventKind, stored);
  return detail && scalarsOf(detail);
}

/** Returns the key of a fact that happens once in a request, or once per named thing. */
export function factKey(kind: RequestEventKind, of?: string): string {
  return of === undefined ? kind : `${kind}:${of}`;
}
