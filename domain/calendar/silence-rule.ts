import { parseDelay, type SilenceMeaning } from './deadline.ts';

/**
 * How long the administration's silence on a request lasts before it decides, what it decides, and
 * the source in law.
 */
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

/** The kinds with a special rule: a closed list, which no circuit extends. */
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
 * Returns what silence means for a kind. Two months of it reject a request of staff, unless a text
 * says otherwise (CRPA L231-4, 5°). A circuit that declares another delay or meaning is refused.
 * The database holds the meaning too (`silence_meaning`), and the minimum delay (`silence_delay`,
 * prisma/sql/requests.sql).
 */
export const silenceOf = (kind: string): LegalSilence =>
  Object.hasOwn(OF_KIND, kind) ? (OF_KIND[kind] ?? OF_STAFF) : OF_STAFF;

/**
 * True if silence has accepted a request of a kind: its delay ran out, by the portal's clock, and
 * the law gives silence that meaning for the kind.
 */
export const isAcceptedBySilence = (
  { kind, silenceAt }: { readonly kind: string; readonly silenceAt: Date | null },
  at: Date,
): boolean => silenceOf(kind).means === 'acceptance' && silenceAt !== null && silenceAt <= at;

/**
 * True if a delay is the legal one for a kind, however it is written.
 * @throws {RangeError} when it is no delay
 */
export const isLegalSilence = (kind: string, after: string): boolean =>
  parseDelay(after).equals(parseDelay(silenceOf(kind).after));
