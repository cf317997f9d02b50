import type { ActEffect } from '../effect/act-effects.ts';
import type { PrintedBlock } from './text/document.ts';

/**
 * What an act says before it is typeset. Everything a template may print is here and nothing else,
 * so that a jurist can read a template beside this list.
 * Dates are calendar days of Paris (`YYYY-MM-DD`): an act is dated by the day, never by the
 * instant.
 */
export type ActData = {
  /** Authority at the head of the act, e.g. « Ministère de démonstration ». */
  ministry: string;
  /** Services below it, from the top down, e.g. `['Secrétariat général', 'Service des ressources humaines']`. */
  structure: string[];
  /** Who decides, as the act opens, e.g. « Le ministre de démonstration, ». */
  authority: string;
  /** What the act is called; drafts made before it was kept lack it. */
  kind?: 'Arrêté' | 'Décision';
  /** Object of the act, without its date, e.g. « portant autorisation d'exercer à temps partiel ». */
  title: string;
  /** Number of the act, when the ministry numbers it before it is filed. */
  number?: string;
  /** Texts and documents cited after those that the template cites by itself, each without its « Vu ». */
  legalReferences: string[];
  /** Facts that ground the act, each without its « Considérant ». */
  recitals: string[];
  /** Articles that follow the template's own, before the one on execution. */
  articles: string[];
  /** Article on execution; the template has a sentence of its own when absent. */
  execution?: string;
  agent: ActAgent;
  /** The request the act answers. */
  request?: { filedOn: string; number?: string };
  period?: { from: string; to: string };
  /** Quota of part-time work, in per cent. */
  quota?: number;
  /** Fraction of the pay, as the theme that it changes says it; the template derives it from the quota when absent. */
  payFraction?: { numerator: number; denominator: number };
  /** The answers of the form that are single values, by key, as filed: what a template of another kind prints. */
  answers?: Readonly<Record<string, string | number | boolean>>;
  /**
   * The last decision of each step of a person, and its day: `steps["instruction/avis-superieur"]`.
   */
  steps?: Readonly<Record<string, { readonly outcome: string; readonly day: string }>>;
  /**
   * The visas that the act begins with, each without its « Vu », when the portal draws them with those of the power among them
   * (visas.ts); absent: the template draws its own, after those of the power.
   */
  visas?: readonly string[];
  /** The text of an act that is written as such, made of the rest (text/compose.ts); a template in Typst has its own. */
  text?: readonly PrintedBlock[];
  /**
   * The themes that the circuit names, as they were on the day of effect:
   * `situation.at("<theme>").<field>`; of a list, each item that was current. Sensitive values are
   * masked. An unknown theme is absent.
   */
  situation?: Readonly<Record<string, PrintedEntry | readonly PrintedEntry[]>>;
  /**
   * The rows of the reference grids that the template names, on the day of effect:
   * `act.grids.<grid>`, each row by the keys of its columns.
   */
  grids?: Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>;
  /**
   * What is applied on the strength of the act; the portal prints it under the text of the
   * template. Empty when the act changes no data of ours; absent from pages drawn before it was
   * printed.
   */
  effects?: readonly ActEffect[];
  /** Interview held before a refusal. */
  interview?: { date: string };
  /** Reasons of a refusal, in law and in fact. */
  reasons?: { law: string[]; fact: string[] };
  author: ActAuthor;
  /**
   * What gives the power to sign, as visas cite it, each without its « Vu »; absent from pages
   * drawn before it was printed.
   */
  powers?: readonly string[];
  place: string;
  date: string;
  /** « Voies et délais de recours », one string a paragraph. */
  appeal: string[];
  /** Services that receive a copy. */
  ampliations: string[];
  verification: { text: string; url?: string /** SVG image of the address. */; qrSvg?: string };
  /** True as long as the seal comes from a demonstration authority: the act then says that it has no legal value. */
  demonstration: boolean;
};

/** An entry of a theme, or an item of a list: its values by key, from when until when. */
export type PrintedEntry = Readonly<Record<string, string | number | boolean>>;

/** The person the act is about. */
export type ActAgent = {
  civility?: string;
  firstName: string;
  lastName: string;
  grade: string;
  posting: string;
  /** Where they stand in their grade the day the act is drafted. */
  echelon?: number;
  /** Of a civil servant, « Greffiers des services judiciaires ». */
  corps?: string;
  /**
   * Grade, corps and échelon in one phrase (`rankOf`); absent from pages drawn before it was
   * printed.
   */
  rank?: string;
  /** Number of the agent in the ministry; never the NIR. */
  number?: string;
};

/**
 * Puts a text within a sentence: « Domicile » loses its capital, « RATP » and « Île-de-France »
 * keep theirs.
 */
export const withinSentence = (text: string): string =>
  text.replace(/^(\p{Lu})(?=\p{Ll}+(?:\s|$))/u, (first) => first.toLowerCase());

/**
 * Returns « greffière, corps des greffiers des services judiciaires, 3e échelon », from what is
 * known.
 */
export function rankOf({ grade, corps, echelon }: Pick<ActAgent, 'grade' | 'corps' | 'echelon'>): string {
  return [
    withinSentence(grade),
    ...(corps === undefined
      ? []
      : [/^\p{L}+[sx](?:\s|$)/u.test(corps) ? `corps des ${withinSentence(corps)}` : `corps : ${corps}`]),
    ...(echelon === undefined ? [] : [`${echelon === 1 ? '1er' : `${echelon}e`} échelon`]),
  ].join(', ');
}

/** The person who really signs, with what CRPA L212-1 and L212-2 require of them. */
export type ActAuthor = {
  firstName: string;
  lastName: string;
  quality: string;
  service: string;
  /**
   * Present only when the author signs in the name of another: that person's quality, « le ministre
   * ».
   */
  byDelegationOf?: { quality: string };
};

/** The four mentions without which a decision issued without a handwritten signature is unlawful, and the delegation's. */
export type MissingMention = 'firstName' | 'lastName' | 'quality' | 'service' | 'byDelegationOf.quality';

/** An act that lacks a mention the law requires of its author (CRPA L212-1, L212-2). */
export class ActNotIssuableError extends Error {
  readonly code = 'ACT_NOT_ISSUABLE';
  readonly missing: readonly MissingMention[];

  constructor(missing: readonly MissingMention[]) {
    super(`The act cannot be issued: its author lacks ${missing.join(', ')} (CRPA L212-1, L212-2)`);
    this.name = 'ActNotIssuableError';
    this.missing = missing;
  }
}

/** What an act must name of its author to be lawful (CRPA L212-1, L212-2). */
export const REQUIRED_MENTIONS = ['firstName', 'lastName', 'quality', 'service'] as const;

/** True for a text made only of spaces or invisible characters: it would print as nothing. */
export const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.replace(/[\s\p{C}]/gu, '') === '';

/**
 * Refuses an act whose author is not fully named.
 * @throws {ActNotIssuableError} listing every missing mention
 */
export function assertIssuable(data: Pick<ActData, 'author'>): void {
  const author: Partial<ActAuthor> = data.author ?? {};
  const missing: MissingMention[] = REQUIRED_MENTIONS.filter((mention) => isBlank(author[mention]));
  if (author.byDelegationOf !== undefined && isBlank(author.byDelegationOf.quality)) {
    missing.push('byDelegationOf.quality');
  }
  if (missing.length > 0) throw new ActNotIssuableError(missing);
}
