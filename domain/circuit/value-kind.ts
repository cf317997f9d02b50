/** What a text that a call gives to a block may name: each is a header of a step, its role, or its form. */
export const INPUT_KINDS = [
  /** Whole days, weeks, months or years: « P15D ». */
  'duration',
  'day-of-month',
  /** A message of the circuit's texts, by its key. */
  'message',
  /** One of the acts of the circuit. */
  'template',
  'recipients',
  /** Who holds a step. */
  'role',
  /** What a visa offers. */
  'outcomes',
  /** A day that the form which files the request asks for, by its key. */
  'day-field',
  /** Fields of that form, by their keys, and what tables of the circuit compute. */
  'fields',
  /** A form of the circuit, by its id. */
  'form',
  /** A theme of the situation, by its name. */
  'theme',
  /** A decision of the circuit's tables, by its id. */
  'table',
  /** Words, which name nothing. */
  'text',
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/**
 * What a text that an analyst puts on a step, or gives to a block, names: by it the modeler offers what there is to choose
 * from, and the checks know what must be there. A header says its own (workers/steps/headers.ts), a field of an element template and
 * an input of a block theirs beside it, as data.
 */
export const VALUE_KINDS = [
  ...INPUT_KINDS,
  /** One of a closed list. */
  'choice',
  /** Other persons' steps, by their ids. */
  'steps',
  'start-facts',
  'statuses',
  /** Other kinds of requests, by their names. */
  'kinds',
  /** What a table may answer. */
  'table-outcomes',
  /** A variable that the circuit knows there: « =dueAt ». */
  'variable',
  /** The variable that what a step gives is put in, named there. */
  'result',
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];
