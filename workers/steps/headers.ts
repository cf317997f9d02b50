import { z } from 'zod';
import { isDelay } from '#domain/calendar/deadline.ts';
import { PART_NAME } from '#domain/circuit/blocks/part.ts';
import { CIRCUIT_KIND } from '#domain/circuit/drafts/draft.ts';
import { readNames, START_FACTS, type StartFact } from '#domain/circuit/interventions/start-fact.ts';
import { TABLE_OUTCOME } from '#domain/circuit/table.ts';
import type { ValueKind } from '#domain/circuit/value-kind.ts';
import { RECIPIENTS, type Recipient } from '#domain/circuit/words/recipient.ts';
import { TEMPLATES, type Template } from '#domain/decision/decision.ts';
import { STATUSES, type Status } from '#domain/situation/status.ts';

/** A header that an analyst writes on a step of a circuit, or a property of its process: a text there, a value here. */
export interface Header<Value = unknown> {
  /** What it holds: checks of circuits and element templates go by it. */
  readonly kind: ValueKind;
  /** From the text, undefined when there is none, to the value. */
  readonly schema: z.ZodType<Value>;
  /** What it sets, in words for the documentation. */
  readonly means: string;
  /** Whether a step cannot do without it. */
  readonly required: boolean;
  /** What its absence is read as, where that is a text of its own. */
  readonly default?: string;
  /** The texts it may hold, or that its list may hold. */
  readonly choices?: readonly string[];
  /** A text that is right, shown beside one that is not. */
  readonly example?: string;
}
export type Headers = Readonly<Record<string, Header>>;
export type HeaderValues<Of extends Headers> = {
  readonly [Name in keyof Of]: Of[Name] extends Header<infer Value> ? Value : never;
};

/** One value of a list. */
export const choice = <const Choice extends string>(choices: readonly Choice[], means: string): Header<Choice> => ({
  kind: 'choice',
  schema: z.enum(choices),
  choices,
  means,
  required: true,
});

/** Whole days, weeks, months or years, in ISO 8601. */
export const duration = (means: string): Header<string> => ({
  kind: 'duration',
  schema: z.string().refine(isDelay),
  means,
  required: true,
  example: 'P15D',
});

/** The key of a message in the circuit's texts. */
export const message = (means: string): Header<string> => ({
  kind: 'message',
  schema: z.string().min(1),
  means,
  required: true,
});

/** One of the acts of the circuit. */
export const template = (means: string): Header<Template> => ({
  kind: 'template',
  schema: z.enum(TEMPLATES),
  choices: TEMPLATES,
  means,
  required: true,
});

/** The key of a field of the form that asks for a day. */
export const dayField = (means: string): Header<string> => ({
  kind: 'day-field',
  schema: z.string().min(1),
  means,
  required: true,
});

const namesOf = <Name extends string>(name: z.ZodType<Name, string>): z.ZodType<readonly Name[], string> =>
  z.string().transform(readNames).pipe(z.array(name).min(1));

/** People, by the names a circuit gives them. */
export const recipients = (means: string): Header<readonly Recipient[]> => ({
  kind: 'recipients',
  schema: namesOf(z.enum(RECIPIENTS)),
  choices: RECIPIENTS,
  means,
  required: true,
});

/** Declares the outcomes that a step offers to the person who decides. */
export const outcomesAmong = <const Name extends string>(
  choices: readonly Name[],
  means: string,
): Header<readonly Name[]> => ({
  kind: 'outcomes',
  schema: namesOf(z.enum(choices)),
  choices,
  means,
  required: true,
});

/** Keys of fields of the form. */
export const fields = (means: string): Header<readonly string[]> => ({
  kind: 'fields',
  schema: namesOf(z.string()),
  means,
  required: true,
});

/** Facts that the portal gives a circuit at its start. */
export const startFacts = (means: string): Header<readonly StartFact[]> => ({
  kind: 'start-facts',
  schema: namesOf(z.enum(START_FACTS)),
  choices: START_FACTS,
  means,
  required: true,
});

/** What agents are to the ministry. */
export const statuses = (means: string): Header<readonly Status[]> => ({
  kind: 'statuses',
  schema: namesOf(z.enum(STATUSES)),
  choices: STATUSES,
  means,
  required: true,
  example: STATUSES.slice(0, 2).join(', '),
});

/** Kinds of requests, by their names. */
export const kinds = (means: string): Header<readonly string[]> => ({
  kind: 'kinds',
  schema: namesOf(z.string().regex(CIRCUIT_KIND)),
  means,
  required: true,
  example: 'une-demarche, une-autre',
});

/** Words. */
export const text = (means: string): Header<string> => ({ kind: 'text', schema: z.string(), means, required: true });

/** A theme of the situation, by its name or by the one that it had before themes were data. */
export const theme = (means: string): Header<string> => ({
  kind: 'theme',
  schema: z.string().regex(PART_NAME),
  means,
  required: true,
});

/** A decision of the circuit's tables, by its id. */
export const table = (means: string): Header<string> => ({
  kind: 'table',
  schema: z.string().min(1),
  means,
  required: true,
});

/** What a table may answer. */
export const tableOutcomes = (means: string): Header<readonly string[]> => ({
  kind: 'table-outcomes',
  schema: namesOf(z.string().regex(TABLE_OUTCOME)),
  means,
  required: true,
  example: 'auto, check',
});

/** Ids of other persons' steps of the circuit. */
export const steps = (means: string): Header<readonly string[]> => ({
  kind: 'steps',
  schema: namesOf(z.string()),
  means,
  required: true,
});

/** The same header, which a step may leave out. */
export const optional = <Value>({ schema, ...header }: Header<Value>): Header<Value | undefined> => ({
  ...header,
  schema: schema.optional(),
  required: false,
});

/** The same header; a step that leaves it out is read as if it held this text. */
export const withDefault = <Value>({ schema, ...header }: Header<Value>, text: string): Header<Value> => ({
  ...header,
  schema: z
    .string()
    .optional()
    .transform((given) => given ?? text)
    .pipe(schema as z.ZodType<Value, string>),
  required: false,
  default: text,
});

/** A day of the month, as a number. */
export const dayOfMonth = (means: string): Header<number> => ({
  kind: 'day-of-month',
  schema: z
    .string()
    .regex(/^([1-9]|[12]\d|3[01])$/)
    .transform(Number),
  means,
  required: true,
  example: '15',
});

/** Yes or no; no when it is left out. */
export const flag = (means: string): Header<boolean> => ({
  kind: 'choice',
  schema: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text === 'true'),
  choices: ['true', 'false'],
  means,
  required: false,
  default: 'false',
});

/** A header that is not as its definition says: absent (undefined), or with a text that it cannot hold. */
export interface HeaderFault {
  readonly header: string;
  readonly value: string | undefined;
}

/** Reads the headers of a step; what the definition does not know is left out. */
export function readHeaders<Of extends Headers>(
  headers: Of,
  texts: Readonly<Record<string, string>>,
): { readonly values: HeaderValues<Of> } | { readonly faults: readonly HeaderFault[] } {
  const values: Record<string, unknown> = {};
  const faults: HeaderFault[] = [];
  for (const [header, { schema }] of Object.entries(headers)) {
    // An editor keeps a field that was emptied.
    const value = texts[header] || undefined;
    const read = schema.safeParse(value);
    if (read.success) values[header] = read.data;
    else faults.push({ header, value });
  }
  return faults.length > 0 ? { faults } : { values: values as HeaderValues<Of> };
}
