import type { CivilDate } from '../calendar/civil-date.ts';
import { type FilledFrom, readFrom } from '../situation/prefill.ts';

// What a form asks of a campaign, by the property « from » of its components: a choice among its posts (« campagne.postes »), and what
// its result answers once it is published (« campagne.poste », « campagne.structure », « campagne.effet »).

const CAMPAIGN = 'campagne';
const CHOICE = 'postes';

/**
 * The components that may ask each: until the result, the form computes it, for the person who
 * draws up the act.
 */
export const CAMPAIGN_ANSWERS: Readonly<Record<string, readonly string[]>> = {
  [CHOICE]: ['select', 'radio'],
  poste: ['expression'],
  structure: ['expression'],
  effet: ['expression'],
};

export const isOfCampaign = ({ theme }: FilledFrom): boolean => theme === CAMPAIGN;

/** True if a component offers the posts of the campaign. */
export const isPostChoice = (from: string | undefined): boolean => from === `${CAMPAIGN}.${CHOICE}`;

/**
 * Returns the type in which an act reads the answer of a result; undefined for any other component.
 */
export function typeOfResult(
  from: string | undefined,
): { readonly type: string; readonly subtype?: string } | undefined {
  const read = readFrom(from);
  if (read === null || !isOfCampaign(read) || read.field === CHOICE) return undefined;
  return read.field === 'effet' ? { type: 'datetime', subtype: 'date' } : { type: 'textfield' };
}

interface Component {
  readonly key?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Component[];
}

/**
 * Lists the keys of a form that offer posts, the preferred choice first: the order in which they
 * are drawn.
 */
export const choiceKeys = (components: readonly Component[]): string[] =>
  flat(components).flatMap(({ key, properties }) => (key && isPostChoice(properties?.from) ? [key] : []));

/** Lists the posts asked for in some answers, in order, each once. */
export const choicesIn = (components: readonly Component[], data: Readonly<Record<string, unknown>>): string[] => [
  ...new Set(
    choiceKeys(components).flatMap((key) => (typeof data[key] === 'string' && data[key] !== '' ? [data[key]] : [])),
  ),
];

/** What a result answers. */
export interface Placement {
  readonly poste: string;
  readonly structure: string;
  readonly effet: CivilDate;
}

/** Returns what a result answers of a form, by key; without a placement, nothing. */
export function resultAnswers(components: readonly Component[], placement: Placement | null): Record<string, string> {
  const answers = resultKeys(components).flatMap(([key, field]): [string, string][] =>
    placement === null ? [] : [[key, placement[field]]],
  );
  return Object.fromEntries(answers);
}

/** Returns answers as they are filed: without those that only a result gives. */
export function withoutResult<Data extends Readonly<Record<string, unknown>>>(
  components: readonly Component[],
  data: Data,
): Data {
  const keys = new Set(resultKeys(components).map(([key]) => key));
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.has(key))) as Data;
}

const resultKeys = (components: readonly Component[]): [string, keyof Placement][] =>
  flat(components).flatMap(({ key, properties }) => {
    const from = readFrom(properties?.from);
    return key && from && isOfCampaign(from) && from.field !== CHOICE ? [[key, from.field as keyof Placement]] : [];
  });

const flat = (components: readonly Component[]): readonly Component[] =>
  components.flatMap((component) => [component, ...flat(component.components ?? [])]);
