import { parseDelay, type SilenceMeaning } from './deadline.ts';

/** After how long the administration's silence on a request decides, which way, and what text says so. */
export interface LegalSilence {
  /** ISO 8601: « P2M ». */
  readonly after: string;
  readonly means: SilenceMeaning;
  readonly reference: string;
}

const OF_STAFF: LegalSilence = { after: 'P2M', means: 'rejection', reference: 'CRPA, art. L231-4, 5°' };

/** But where the leave is of right, which the article leaves out: the rule of staff then holds. */
const LEAVING: LegalSilence = {
  after: 'P2M',
  means: 'acceptance',
  reference: 'code général de la fonction publique, art. L511-3',
};

/** The kinds for which a text says otherwise: a closed list, which no circuit adds to. */
export const OF_KIND: Readonly<Record<string, LegalSilence>> = {
  'activite-accessoire': {
    after: 'P1M',
    means: 'rejection',
    reference: 'décret n° 2020-69 du 30 janvier 2020, art. 13',
  },
  detachement: LEAVING,
  disponibilite: LEAVING,
  'disponibilite-pour-convenances-personnelles': LEAVING,
  'disponibilite-pour-creation-d-entreprise': LEAVING,
};

/**
 * What silence means for a kind. Two months of it reject a request of staff, unless a text says otherwise (CRPA L231-4, 5°). A
 * circuit says the same or is refused: neither a day earlier, nor later, nor the other way. What it means stands in the
 * database too (`silence_meaning`), and how long it lasts at least (`silence_delay`, prisma/sql/requests.sql).
 */
export const silenceOf = (kind: string): LegalSilence =>
  Object.hasOwn(OF_KIND, kind) ? (OF_KIND[kind] ?? OF_STAFF) : OF_STAFF;

/** Whether silence has accepted a request of a kind: its delay ran out, by the portal's clock, and the law says so of the kind. */
export const isAcceptedBySilence = (
  { kind, silenceAt }: { readonly kind: string; readonly silenceAt: Date | null },
  at: Date,
): boolean => silenceOf(kind).means === 'acceptance' && silenceAt !== null && silenceAt <= at;

/** Whether a delay is the one of the law for a kind, however it is written. @throws {RangeError} when it is no delay */
export const isLegalSilence = (kind: string, after: string): boolean =>
  parseDelay(after).equals(parseDelay(silenceOf(kind).after));
