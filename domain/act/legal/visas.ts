import { FRENCH_MONTHS } from '../../calendar/french-day.ts';

/** Texts in the order of visas: from those above the others down. What is none of them (a request, an opinion) comes after. */
const TEXTS: readonly RegExp[] = [
  /^(?:constitution|traité|charte|déclaration des droits)(?!\p{L})/iu,
  /^(?:code|loi|ordonnance)(?!\p{L})/iu,
  /^décret(?!\p{L})/iu,
  /^arrêté(?!\p{L})/iu,
  /^(?:décision|délégation)(?!\p{L})/iu,
];
/** Where what gives a power stands at the latest: before whatever is no text. */
const DECISION = TEXTS.length - 1;

/** Ranks a visa among texts, from 0, by its first words; null: it cites no text. */
export function textRank(visa: string): number | null {
  const words = visa.trim().replace(/^(?:l[ea]\s+|l[’'])/i, '');
  const rank = TEXTS.findIndex((named) => named.test(words));
  return rank < 0 ? null : rank;
}

const DAY = new RegExp(`\\b(\\d{1,2})(?:er)?\\s+(${FRENCH_MONTHS.join('|')})\\s+(\\d{4})\\b`, 'i');

/** The first day that a visa says, that of the text itself: a number that grows with it; null: none. */
function dayOf(visa: string): number | null {
  const [, day, month = '', year] = DAY.exec(visa) ?? [];
  return day === undefined ? null : (Number(year) * 12 + FRENCH_MONTHS.indexOf(month.toLowerCase())) * 31 + Number(day);
}

export interface PlacedVisa {
  readonly text: string;
  /** Whether it says what gives the power to sign. */
  readonly isPower: boolean;
}

/**
 * Puts the visas of an act and those of the power to sign in the usual order: codes and laws,
 * décrets, arrêtés, decisions, each by date, then the request and opinions. The others stay as
 * written; those of the power keep their own order.
 */
export function inUsualOrder(visas: readonly string[], powers: readonly string[]): PlacedVisa[] {
  const placed: PlacedVisa[] = visas.map((text) => ({ text, isPower: false }));
  let from = 0;
  for (const text of powers) {
    const after = placed.findIndex((visa, index) => index >= from && comesAfter(visa.text, text));
    const at = after < 0 ? placed.length : after;
    placed.splice(at, 0, { text, isPower: true });
    from = at + 1;
  }
  return placed;
}

function comesAfter(visa: string, power: string): boolean {
  const rank = textRank(visa) ?? TEXTS.length;
  const own = textRank(power) ?? DECISION;
  if (rank !== own) return rank > own;
  const [day, ownDay] = [dayOf(visa), dayOf(power)];
  return day !== null && ownDay !== null && day > ownDay;
}
