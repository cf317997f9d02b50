import { isDay } from '../../calendar/civil-date.ts';
import { longDay } from '../../calendar/french-day.ts';
import { type ActDatum, FORMATS } from '../../circuit/words/datum.ts';
import { OUTCOMES, type Outcome } from '../../decision/decision.ts';
import { type ActAgent, type ActData, withinSentence } from '../act.ts';
import type { Chip } from './chips.ts';

type Value = string | number | boolean;

const NBSP = '\u00a0';
/** A day, or a number and its unit, stands on one line. */
const whole = (text: string): string => text.replaceAll(' ', NBSP);

/** « Mme Camille LEFÈVRE » */
const fullName = ({ civility, firstName, lastName }: ActAgent): string =>
  whole([civility, firstName, lastName.toLocaleUpperCase('fr')].filter((part) => part !== undefined).join(' '));

/** Makes a word agree with the agent: « autorisée », « autorisé », « autorisé(e) » when unknown. */
export function agreed({ civility = '' }: Pick<ActAgent, 'civility'>, word: string): string {
  if (/^(?:Mme|Madame)/.test(civility)) return `${word}e`;
  return /^(?:M\.|Monsieur$)/.test(civility) ? word : `${word}(e)`;
}

/** « de » and « que » before a vowel; names in « h » are said either way, and « onze » and « oui » are not elided. */
const ELIDED = /(?<!\p{L})(d|qu|jusqu|lorsqu|puisqu)e $/iu;
const VOWEL = /^(?!onz|oui)[aeiouàâéèêëîïôûœæ]/iu;

/**
 * Joins words and the value that follows: « que » and « une condition » make « qu’une condition ».
 */
export const elided = (before: string, said: string): string =>
  (VOWEL.test(said) ? before.replace(ELIDED, '$1’') : before) + said;

/** Returns what an act knows of a datum; undefined: nothing. */
export function valueAt(data: ActData, path: string): Value | undefined {
  const value = lookUp(data, path);
  return value === '' || value === null ? undefined : value;
}

function lookUp(data: ActData, path: string): Value | null | undefined {
  const [root = '', ...rest] = path.split('.');
  const key = rest.join('.');
  switch (root) {
    case 'agent':
      return key === 'name' ? fullName(data.agent) : own(data.agent, key);
    case 'request':
      return own(data.request, key);
    case 'interview':
      return own(data.interview, key);
    case 'act':
      if (key !== 'payFraction') return key === 'date' || key === 'ministry' ? data[key] : undefined;
      return data.payFraction && `${data.payFraction.numerator}/${data.payFraction.denominator}`;
    case 'form':
      return own(data.answers, key);
    case 'situation': {
      const [theme = '', field = ''] = rest;
      const entry = own(data.situation, theme);
      return Array.isArray(entry) ? undefined : own(entry as object | undefined, field);
    }
    case 'step': {
      // Ids of steps may hold dots; what is said of one does not.
      const cut = key.lastIndexOf('.');
      return own(own(data.steps, key.slice(0, cut)), key.slice(cut + 1));
    }
    default:
      return undefined;
  }
}

/** What a key of its own holds: never what every object has. */
// biome-ignore lint/suspicious/noExplicitAny: the values of an act, whichever they are
const own = (holder: object | undefined, key: string): any =>
  holder !== undefined && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;

/** Outcomes as an act says them. */
const SAID: Readonly<Record<Outcome, string>> = {
  favorable: 'favorable',
  reserved: 'réservé',
  unfavorable: 'défavorable',
  approved: 'approuvé',
  complement: 'complément demandé',
  proposed: 'autre chose proposé',
  confirmed: 'confirmé',
  unconfirmed: 'non confirmé',
  signed: 'signé',
  refused: 'refusé',
  reconsidered: 'reconsidéré',
  answered: 'observations présentées',
  acknowledged: 'pris connaissance',
  accepted: 'accepté par l’agent',
  declined: 'décliné par l’agent',
  contested: 'révision demandée',
  completed: 'complété',
  corrected: 'corrigé',
};
const OUTCOME_CHOICES = OUTCOMES.map((value) => ({ value, label: SAID[value] }));
const YES_NO = [
  { value: 'true', label: 'oui' },
  { value: 'false', label: 'non' },
];

/** Lists the values that a datum can take, as an act writes them; undefined: any. */
export const choicesOf = ({ type, choices }: ActDatum): readonly { value: string; label: string }[] | undefined =>
  type === 'outcome' ? OUTCOME_CHOICES : type === 'boolean' ? YES_NO : choices;

/**
 * Returns the label of a value that a datum is compared with; the value itself if it is none of the
 * choices.
 */
export const labelOf = (datum: ActDatum | undefined, value: string): string =>
  (datum && choicesOf(datum))?.find((choice) => choice.value === value)?.label ?? value;

const AMOUNT = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** A number of four figures is written whole, as a year must be. */
const NUMBER = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6, useGrouping: 'min2' });
/** Intl parts thousands by a narrow space that the font of acts does not draw. */
const figures = (format: Intl.NumberFormat, value: Value): string =>
  Number.isFinite(Number(value)) ? format.format(Number(value)).replace(/[\u202f ]/g, NBSP) : String(value);

export interface SaySources {
  readonly datum: ActDatum;
  readonly value: Value;
  /** What the document prints for each value. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

/** Prints a value as its chip does; undefined: the document has no words for it. */
export function sayDatum({ as }: Pick<Chip, 'as'>, { datum, value, words }: SaySources): string | undefined {
  switch (as ?? FORMATS[datum.type][0]) {
    case 'date':
      return isDay(value) ? whole(longDay(value)) : String(value);
    case 'numeric':
      return isDay(value) ? value.split('-').reverse().join('/') : String(value);
    case 'number':
      return figures(NUMBER, value);
    case 'amount':
      return `${figures(AMOUNT, value)}${NBSP}€`;
    case 'percent':
      return `${figures(NUMBER, value)}${NBSP}%`;
    case 'ordinal':
      return String(value) === '1' ? '1er' : `${value}e`;
    case 'yes-no':
      return value === true ? 'oui' : 'non';
    case 'label': {
      const label = choicesOf(datum)?.find((choice) => choice.value === String(value))?.label;
      return label === undefined ? String(value) : withinSentence(label);
    }
    case 'words':
      return words && Object.hasOwn(words, String(value)) ? words[String(value)] : undefined;
    default:
      return String(value);
  }
}
