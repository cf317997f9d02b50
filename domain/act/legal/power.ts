import type { CivilDate } from '../../calendar/civil-date.ts';
import { longDay } from '../../calendar/french-day.ts';
import { printableIn } from '../../formats/printable.ts';
import type { PowerText } from '../../permissions/actor.ts';
import type { SigningCapacity } from '../../power/delegation.ts';
import { type ActData, REQUIRED_MENTIONS } from '../act.ts';
import { articled, capitalised, withArticle } from './authority.ts';

/**
 * The power that an act is signed under, as its page prints it, with the text its holder has it by.
 */
export interface PowerUsed extends PowerText {
  /** The delegation that the author signs under; null: the power is theirs. */
  readonly delegation: {
    readonly delegatorQuality: string;
    readonly reference: string;
    readonly publishedOn: CivilDate | null;
  } | null;
}

export interface PrintedPower {
  /** How the act opens: « Le ministre de la justice, ». */
  readonly authority: string;
  /** In whose name the author signs, after « Pour »; null: in their own. */
  readonly inNameOf: string | null;
  /** What gives the power, each without its « Vu ». */
  readonly visas: readonly string[];
}

/**
 * Writes what an act says of the power it is signed under. A holder by a text signs in the name of
 * an authority, who is the one that decides; a delegate signs in the name of the delegator or of
 * that same authority.
 * @param quality the author's, with its article
 */
export function printedPower(power: PowerUsed, quality: string): PrintedPower {
  const { delegation, powerReference, inNameOf, appointment } = power;
  const named = inNameOf ?? delegation?.delegatorQuality ?? null;
  const authority = named && articled(named);
  return {
    authority: `${authority === null ? quality : capitalised(authority)},`,
    inNameOf: authority,
    visas: [
      ...(powerReference ? [powerReference] : []),
      ...(appointment && delegation === null ? [appointment.reference] : []),
      ...(delegation === null ? [] : [delegationCited(delegation)]),
    ],
  };
}

export const powerUsed = (capacity: SigningCapacity): PowerUsed => ({ delegation: null, ...capacity });

/** The person who signs, in the post they hold that day. */
export interface Signer {
  readonly firstName: string;
  readonly lastName: string;
  readonly posting: { readonly quality: string; readonly structure: { readonly name: string } } | null;
}

/**
 * True if a page may be signed that day, by this person in their post, under that power, as it was
 * drawn: an act is dated by the day of its signature, names its author as they are then (CRPA
 * L212-1, L212-2), and states the power it was signed under. Older pages state no power in full.
 */
export function isPageOf(
  page: ActData,
  { day, capacity, signer }: { day: CivilDate; capacity: SigningCapacity; signer: Signer },
): boolean {
  if (page.date !== day || page.powers === undefined) return page.date === day;
  const { firstName, lastName, posting } = signer;
  if (posting === null) return false;
  const named = { firstName, lastName, quality: withArticle(posting.quality), service: posting.structure.name };
  const author = printableIn(named);
  if (REQUIRED_MENTIONS.some((mention) => author[mention] !== page.author[mention])) return false;
  const { visas, inNameOf } = printableIn(printedPower(powerUsed(capacity), ''));
  return inNameOf === (page.author.byDelegationOf?.quality ?? null) && visas.join('\n') === page.powers.join('\n');
}

/** First words of a reference, by their article. */
const ARTICLES: readonly (readonly [RegExp, string, 'publié' | 'publiée'])[] = [
  [/^(?:décision|délégation|convention|circulaire|instruction|note)\b/i, 'la ', 'publiée'],
  [/^(?:arrêté|acte)(?=\s|$)/i, 'l’', 'publié'],
  [/^(?:décret|procès-verbal)\b/i, 'le ', 'publié'],
];

/** « la décision du 6 janvier 2025 portant délégation de signature, publiée le 7 janvier 2025 »; a bare number within brackets. */
function delegationCited({ reference, publishedOn }: NonNullable<PowerUsed['delegation']>): string {
  const on = (word: string): string => (publishedOn === null ? '' : `, ${word} le ${longDay(publishedOn)}`);
  const [, article, published = 'publiée'] = ARTICLES.find(([first]) => first.test(reference)) ?? [];
  return article === undefined
    ? `la délégation de signature en vigueur (${reference}${on(published)})`
    : `${article}${reference.charAt(0).toLocaleLowerCase('fr')}${reference.slice(1)}${on(published)}`;
}
