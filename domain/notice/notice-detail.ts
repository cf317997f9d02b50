import { z } from 'zod';
import { ACCOUNT_MESSAGES } from '../account/notice.ts';
import { DEPOSIT_MESSAGES } from '../archive/notice.ts';
import { CAMPAIGN_MESSAGES } from '../circuit/words/message.ts';
import { CIRCUIT_NOTICES } from '../circuit/words/notice.ts';
import { REFUSED_MESSAGES } from '../decision/refused-decision.ts';
import { ROOTS_MESSAGES } from '../evidence/roots-notice.ts';
import { scalarsOf } from '../formats/scalars.ts';
import { IDLE_DRAFT_MESSAGE } from '../request/idle-draft.ts';
import { BATCH_MESSAGE } from '../signing/notice.ts';
import { SITUATION_NOTICES } from '../situation/notice.ts';
import { CANCELLED_MESSAGE, CHANGED_MESSAGE, INCIDENT_MESSAGE, REORGANISED_MESSAGE, RIGHT_MESSAGES } from './notice.ts';

const text = z.string();
/** A day, or an instant: mail shows it as a day. */
const when = z.string();
const ofRequest = z.object({ number: text });
const titled = z.object({ 'title.fr': text, 'title.en': text });

/** What a circuit sends about its request; its texts use these values. */
const OF_CIRCUIT = ofRequest.extend({
  filedOn: when,
  dueOn: when.optional(),
  stopUntil: when.optional(),
  silenceOn: when.optional(),
});

/** A power; several at once are counted: before 0.1.0 the count was all that was stored. */
const OF_RIGHT = z.union([
  titled.extend({ count: z.number().optional(), at: when.optional() }),
  z.object({ count: z.number() }).transform(({ count }) => ({
    ...{ count, at: undefined },
    ...{ 'title.fr': `${count} propositions`, 'title.en': `${count} proposals` },
  })),
]);

/** The portal's own messages, grouped by what they contain. */
const FAMILIES = [
  { messages: ACCOUNT_MESSAGES, detail: titled.partial().extend({ at: when }) },
  { messages: RIGHT_MESSAGES, detail: OF_RIGHT },
  {
    messages: CIRCUIT_NOTICES,
    detail: z.union([z.object({ circuitFr: text, circuitEn: text }), z.object({ gridFr: text, gridEn: text })]),
  },
  {
    messages: SITUATION_NOTICES,
    detail: z.object({ themeFr: text, themeEn: text, untilFr: text.optional(), untilEn: text.optional() }),
  },
  { messages: DEPOSIT_MESSAGES, detail: z.object({ count: z.number(), days: z.number() }) },
  { messages: ROOTS_MESSAGES, detail: z.object({ places: text }) },
  { messages: [BATCH_MESSAGE], detail: z.object({ refused: z.number(), count: z.number(), madeOn: when }) },
  { messages: [IDLE_DRAFT_MESSAGE], detail: z.object({ titleFr: text, titleEn: text, untilFr: text, untilEn: text }) },
  { messages: REFUSED_MESSAGES, detail: ofRequest.extend({ decidedOn: when }) },
  { messages: [INCIDENT_MESSAGE, CAMPAIGN_MESSAGES.placed, CAMPAIGN_MESSAGES.unplaced], detail: ofRequest },
  { messages: [CHANGED_MESSAGE], detail: ofRequest.extend({ changedOn: when }) },
  { messages: [CANCELLED_MESSAGE], detail: ofRequest.extend({ reason: text, cancelledOn: when }) },
  {
    messages: [REORGANISED_MESSAGE],
    detail: titled.extend({ number: text, 'what.fr': text, 'what.en': text }),
  },
] as const satisfies readonly { readonly messages: readonly string[]; readonly detail: z.ZodType<object> }[];

type Family = (typeof FAMILIES)[number];
type SaidIn<One> = One extends Family
  ? { readonly message: One['messages'][number]; readonly detail: Readonly<z.output<One['detail']>> }
  : never;
/** A message with its content: one of the portal's own, or one worded by a circuit. */
export type NoticeSaid =
  | SaidIn<Family>
  | { readonly circuitMessage: string; readonly detail: Readonly<z.output<typeof OF_CIRCUIT>> };

/**
 * Returns the name of a message. A message worded by a circuit may bear the name of one of the
 * portal's own.
 */
export const messageOf = (said: NoticeSaid): string => ('circuitMessage' in said ? said.circuitMessage : said.message);

const OWN = new Map<string, z.ZodType<object>>(
  FAMILIES.flatMap(({ messages, detail }) => messages.map((message): [string, z.ZodType<object>] => [message, detail])),
);

/**
 * Parses the stored content of a message; null: its shape is one that no release wrote, or that of
 * a later release.
 */
export function noticeParams(message: string, stored: unknown): Record<string, string | number> | null {
  // A circuit's shape first: the message may bear a name of the portal's own, whose shape could strip its days.
  const said = OF_CIRCUIT.safeParse(stored).data ?? OWN.get(message)?.safeParse(stored).data;
  return said === undefined ? null : scalarsOf(said);
}
