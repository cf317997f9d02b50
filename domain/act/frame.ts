import { longDay } from '../calendar/french-day.ts';
import { effectInWords } from '../effect/act-effects.ts';
import { spaced } from '../formats/spaced.ts';
import type { ActData } from './act.ts';
import { inUsualOrder } from './legal/visas.ts';

/**
 * The mentions that the law, or the portal, requires on every act: the words of each, as they are
 * drawn.
 */
export type ActMention =
  | 'ministry'
  | 'services'
  | 'notice'
  | 'title'
  | 'number'
  | 'authority'
  /** What gives the power to sign. */
  | 'power'
  /** Another visa that the act begins with, from the words of its circuit. */
  | 'visa'
  | 'effectsOf'
  | 'effects'
  | 'place'
  | 'delegation'
  | 'quality'
  | 'name'
  | 'service'
  | 'verification'
  | 'appealTitle'
  | 'appeal'
  | 'copiesTitle'
  | 'ampliations'
  /** A line of a receipt (domain/request/receipt.ts), which has no author or text of its own. */
  | 'line';

/**
 * What the portal draws around the text of a template, in French as acts are. None of it comes from
 * the template, and the page is read back against these very words.
 */
export interface ActFrame {
  /** In the order of the page. The body comes between the two. */
  readonly head: readonly FrameMention[];
  readonly tail: readonly FrameMention[];
  /** At the top of every page; empty when there is nothing to say. */
  readonly header: string;
  /** At the foot of every page, before « Page 1 sur 2 ». */
  readonly footer: string;
  /** Metadata of the file. */
  readonly document: { readonly title: string; readonly author: string; readonly date: string };
  readonly qrSvg: string | null;
  readonly url: string | null;
}

export interface FrameMention {
  readonly mention: ActMention;
  readonly text: string;
}

const NOTICE = 'Démonstration : document sans valeur juridique';

/** « Mme Camille LEFÈVRE », « Hélène MARCHAND » */
const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName.toLocaleUpperCase('fr')}`;

/**
 * How the portal begins its list of what an act changes; no template may use these words
 * (domain/act/contradictions.ts).
 */
export const EFFECTS_BEGIN = "Effets de l'acte. Seuls les effets suivants sont inscrits";

/**
 * The effects that the portal records. What else the act decides (a seniority that is kept…) is for
 * its text to say.
 */
const recordedFor = (agent: ActData['agent']): string =>
  `${EFFECTS_BEGIN} dans la situation de ${fullName(agent)}${agent.number === undefined ? '' : ` (matricule ${agent.number})`} :`;

/**
 * Returns the kind of an act. One drafted before its kind was kept is a refusal if it has reasons.
 */
export const actKind = ({ kind, reasons }: Pick<ActData, 'kind' | 'reasons'>): NonNullable<ActData['kind']> =>
  kind ?? (reasons === undefined ? 'Arrêté' : 'Décision');

/** Builds the mentions that the portal draws around an act. */
export function actFrame(data: ActData): ActFrame {
  const {
    ministry,
    structure,
    number,
    author,
    verification,
    demonstration,
    agent,
    effects = [],
    powers = [],
    visas = [],
  } = data;
  const { byDelegationOf: delegation } = author;
  const kind = actKind(data);
  const one = (mention: ActMention, text: string | undefined): FrameMention[] =>
    text === undefined || text === '' ? [] : [{ mention, text: typographic(text) }];
  const each = (mention: ActMention, texts: readonly string[]) => texts.flatMap((text) => one(mention, text));
  return {
    head: [
      ...one('ministry', ministry.toLocaleUpperCase('fr')),
      ...each('services', structure),
      ...(demonstration
        ? one('notice', `${NOTICE}. Il est scellé par une autorité d'essai et ne crée ni droit ni obligation.`)
        : []),
      ...one('title', `${kind} du ${longDay(data.date)}`),
      ...one('title', data.title),
      ...one('number', number && `N° ${number}`),
      ...one('authority', data.authority),
      ...inUsualOrder(visas, powers).flatMap(({ text, isPower }) =>
        one(isPower ? 'power' : 'visa', `Vu ${inOneLine(text)}\u00a0;`),
      ),
    ],
    tail: [
      // What is applied on the strength of this act, whatever the text above says.
      ...(effects.length > 0 ? one('effectsOf', recordedFor(agent)) : []),
      ...each('effects', effects.map(effectInWords)),
      ...one('place', `Fait à ${data.place}, le ${longDay(data.date)}.`),
      ...one('delegation', delegation && `Pour ${delegation.quality} et par délégation,`),
      ...one('quality', author.quality),
      ...one('name', fullName(author)),
      ...one('service', author.service),
      ...one('verification', `Vérifier cet acte. ${verification.text}`),
      ...one('verification', verification.url),
      ...one('appealTitle', 'Voies et délais de recours'),
      ...each('appeal', data.appeal),
      ...(data.ampliations.length > 0 ? one('copiesTitle', 'Ampliations') : []),
      ...each('ampliations', data.ampliations),
    ],
    header: demonstration ? typographic(NOTICE.toLocaleUpperCase('fr')) : '',
    footer: typographic([ministry, number && `n° ${number}`, demonstration && NOTICE].filter(Boolean).join(' – ')),
    document: {
      title: `${kind} ${data.title} – ${data.agent.firstName} ${data.agent.lastName}`,
      author: ministry,
      date: data.date,
    },
    qrSvg: verification.qrSvg ?? null,
    url: verification.url ?? null,
  };
}

/**
 * Removes line breaks and runs of spaces: text typed into a visa cannot start a line of its own.
 */
const inOneLine = (text: string): string => text.replace(/\s{2,}|[^\S \u00a0\u202f]/g, ' ');

/** Applies French typography: data come with straight apostrophes and breakable spaces. */
const typographic = (text: string): string => spaced(text.replaceAll("'", '’'));
