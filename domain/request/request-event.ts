import { z } from 'zod';
import { ACT_GAPS } from '../act/gaps.ts';
import { COMPLEMENT_EFFECTS, SILENCE_MEANINGS } from '../calendar/deadline.ts';
import { DECISION_KINDS, OUTCOMES, TEMPLATES } from '../decision/decision.ts';
import { scalarsOf } from '../formats/scalars.ts';
import { REORGANISATIONS } from '../operations/reorganisation.ts';
import { CLOSING_OUTCOMES } from './request.ts';

/** An event whose kind says all. */
const NOTHING = z.object({});
const NOTIFIED = z.object({ message: z.string(), count: z.number() });
const template = z.enum(TEMPLATES);

/**
 * The dated steps that people read in the progress tab, each with the shape of its detail: what is written today, and what former
 * releases wrote. Each is written once per business fact: `factKey` names the fact (« decision:<id> »), so
 * that a job delivered twice writes it once.
 */
export const REQUEST_EVENTS = {
  /** The agent filed the request. */
  filed: NOTHING,
  /** The circuit took it in charge. */
  registered: NOTHING,
  /** The acknowledgement was sent. */
  acknowledged: NOTIFIED,
  /** The clocks were set. `onComplement`: what a complement does to them; before November 2026 it was not written. */
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
  /** Someone decided. `template`: the act that a signature bears on. */
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
  /** The legal delay ran out without an answer. `means`: which decision that is by law. */
  silence: z.object({ means: z.enum(SILENCE_MEANINGS) }),
  /** The agent asked to withdraw. */
  'withdrawal-asked': NOTHING,
  /** The circuit accepted the withdrawal. */
  withdrawn: NOTHING,
  /** Too late to withdraw. */
  'withdrawal-refused': NOTHING,
  /** Everyone agreed; it waits, and the agent can still stop it. */
  'cooling-off': z.object({ until: z.string(), payMonth: z.string() }),
  /** What the decision changes in pay was handed to the finance office. */
  'pay-piece': z.object({ month: z.string() }),
  /** The agent’s situation was changed accordingly. */
  applied: NOTHING,
  /** What an earlier act had changed in the agent’s situation was undone. */
  undone: NOTHING,
  /** Its structure moved, merged, closed or goes on after all, and it goes on. */
  reorganised: z.object({ change: z.enum(REORGANISATIONS), structure: z.string(), into: z.string() }),
  /** It goes on by another version of its circuit: their numbers. */
  migrated: z.object({ from: z.number(), to: z.number() }),
  /** Everyone in the circuit was notified. */
  notified: NOTIFIED,
  /** A manager recorded that the act was sent by post. */
  posted: z.object({ trackingNumber: z.string(), sentOn: z.string() }),
  /** A manager recorded when that was received. */
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
  /** An operator put a fact of its circuit right. */
  'fact-set': z.object({ name: z.string(), value: z.string(), former: z.string(), reason: z.string() }),
  /** An operator ended it, whose circuit led nowhere any more. */
  cancelled: z.object({ reason: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

export type RequestEventKind = keyof typeof REQUEST_EVENTS;
export const REQUEST_EVENT_KINDS = Object.keys(REQUEST_EVENTS) as readonly RequestEventKind[];

/** What an event of a kind says, as it is written today. */
export type EventDetail<Kind extends RequestEventKind> = z.output<(typeof REQUEST_EVENTS)[Kind]>;

/** An event of a kind with its detail; what its kind says all of has none. */
export type EventSaid<Kind extends RequestEventKind = RequestEventKind> = {
  [One in Kind]: EventDetail<One> extends Record<string, never>
    ? { readonly kind: One; readonly detail?: undefined }
    : { readonly kind: One; readonly detail: Readonly<EventDetail<One>> };
}[Kind];

/** Reads a stored detail; null where it was erased with its request, or is of a shape that no release wrote. */
export function readEventDetail<Kind extends RequestEventKind>(kind: Kind, stored: unknown): EventDetail<Kind> | null {
  const { data } = REQUEST_EVENTS[kind].safeParse(stored);
  return (data as EventDetail<Kind> | undefined) ?? null;
}

/**
 * Reads what a sentence can hold of a stored detail, texts and numbers; null where it cannot be read, as one that a later release
 * wrote.
 */
export function eventParams(kind: string, stored: unknown): Record<string, string | number> | null {
  if (!Object.hasOwn(REQUEST_EVENTS, kind)) return null;
  const detail = readEventDetail(kind as RequestEventKind, stored);
  return detail && scalarsOf(detail);
}

/** The key of a fact that happens once a request, or once per named thing. */
export function factKey(kind: RequestEventKind, of?: string): string {
  return of === undefined ? kind : `${kind}:${of}`;
}
