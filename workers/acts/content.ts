import type { PrintedEntry } from '#domain/act/act.ts';
import { type ActGap, actGaps } from '#domain/act/gaps.ts';
import { recitalOf } from '#domain/act/legal/recital.ts';
import { dayAt, isDay, parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import type { Template } from '#domain/decision/decision.ts';
import { spaced } from '#domain/formats/spaced.ts';
import type { AgentDecision } from '#domain/request/contest.ts';
import { citationOf } from '#domain/request/contest.ts';
import { isSealedValue, type SituationEntry, type ThemeInForce } from '#domain/situation/entry.ts';
import { factsOf } from '#domain/situation/read-asked.ts';
import { CORPS_FIELD, readStatus, STATUS_FIELD } from '#domain/situation/status.ts';
import type { ActContent, DecisionForAct, RequestForAct } from '#prisma/repositories/acts/acts.ts';
import type { PersonInPost, PostingThen } from '#prisma/repositories/people/people.ts';
import type { ActTexts } from '../circuits/read/texts.ts';

/** A decision, as an act cites it. */
export type CitedDecision = Pick<
  DecisionForAct,
  'place' | 'role' | 'kind' | 'outcome' | 'reasonLaw' | 'reasonFact' | 'interviewOn' | 'decidedAt'
>;

/** A request, as an act cites it. */
export type CitedRequest = Pick<RequestForAct, 'number' | 'data' | 'filedAt' | 'clock'> & {
  readonly contests?: Pick<AgentDecision, 'number' | 'act' | 'decidedOn'> | null;
  readonly pieces?: readonly unknown[];
  readonly decisions: readonly CitedDecision[];
};

/** What is known when an act is drafted: of a request, or of a sample. */
export interface ActSources {
  readonly request: CitedRequest;
  readonly agent: Pick<PersonInPost, 'firstName' | 'lastName' | 'employeeNumber'> & {
    readonly posting:
      | (Pick<PostingThen, 'grade'> & { readonly structure: Pick<PostingThen['structure'], 'name'> })
      | null;
  };
  /** What stands on the day when it is drafted. */
  readonly situation: readonly ThemeInForce[];
  /** What stands on the day of effect, of the themes that the circuit names. */
  readonly stands: readonly ThemeInForce[];
  readonly ministry: string | undefined;
  readonly texts: ActTexts;
  readonly template: Template;
  /** « 6/7 », where the circuit's table says so. */
  readonly payFraction: string | null;
  readonly demonstration: boolean;
}

/**
 * Builds what the act says, or lists what is missing for it to be lawful. The signatory, the day
 * and the number come with the preview.
 */
export function actContent(sources: ActSources): { missing: ActGap[] } | { content: ActContent } {
  const { request, agent, ministry, texts, template } = sources;
  const { data } = request;
  const { posting } = agent;
  const reasons = template === 'refusal' ? refusalOf(request) : null;
  const missing = actGaps({
    ministry,
    firstName: agent.firstName,
    lastName: agent.lastName,
    posting: posting && { grade: posting.grade, structureName: posting.structure.name },
    ...(template === 'refusal' && { reasons }),
  });
  if (missing.length > 0 || posting === null || ministry === undefined) return { missing };
  const fraction = readFraction(sources.payFraction);
  return {
    content: {
      ministry,
      kind: /^décision\b/i.test(texts.name) ? 'Décision' : 'Arrêté',
      title: texts.title,
      legalReferences: [
        ...(texts.legalReferences ?? []),
        ...(request.contests ? [citationOf(request.contests)] : []),
        ...(request.pieces?.length ? ['les pièces du dossier'] : []),
        ...opinionsOf(request),
      ],
      recitals: [],
      articles: [],
      agent: {
        ...civilityIn(sources.situation),
        firstName: agent.firstName,
        lastName: agent.lastName,
        grade: posting.grade,
        // The template says « affecté à … »: the name of a structure has no article.
        posting: `la structure «\u00a0${posting.structure.name}\u00a0»`,
        ...corpsIn(sources.situation),
        ...echelonIn(sources.situation),
        number: agent.employeeNumber,
      },
      request: { filedOn: dayAt(request.clock, request.filedAt), number: request.number },
      ...(isDay(data.startDate) && isDay(data.endDate) && { period: { from: data.startDate, to: data.endDate } }),
      ...(isWhole(data.quota) && { quota: Number(data.quota) }),
      ...(fraction !== null && { payFraction: fraction }),
      answers: singleValues(data),
      situation: Object.fromEntries(sources.stands.flatMap(saidOf)),
      steps: Object.fromEntries(
        request.decisions.map(({ place, outcome, decidedAt }) => [place, { outcome, day: parisDay(decidedAt) }]),
      ),
      ...(reasons !== null && { reasons: { law: reasons.law, fact: reasons.fact } }),
      ...(reasons?.interview !== undefined && { interview: { date: reasons.interview } }),
      appeal: [...texts.appeal],
      ampliations: [...texts.ampliations],
      demonstration: sources.demonstration,
    },
  };
}

/** Whether an answer is a whole number: an empty one is none. */
const isWhole = (answer: unknown): boolean =>
  (typeof answer === 'number' || (typeof answer === 'string' && answer.trim() !== '')) &&
  Number.isInteger(Number(answer));

/** Documents, lists and sealed values are left out. */
const singleValues = (data: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, value]] : [],
    ),
  );

/** What a template may print of a theme, from when until when it stands: of a list, of each item that does. */
function saidOf({ definition, entry, items }: ThemeInForce): [string, PrintedEntry | PrintedEntry[]][] {
  if (definition.inTime.is === 'list') return [[definition.name, items.map(printed)]];
  return entry === null ? [] : [[definition.name, printed(entry)]];
}

/** What an entry says, in plain values: what is sealed by its mask. */
const printed = (entry: SituationEntry): PrintedEntry =>
  Object.fromEntries(
    Object.entries(factsOf(entry)).map(([key, value]) => [key, isSealedValue(value) ? value.shown : value]),
  );

/** Where the agent stands in their grade, whichever theme says it. */
function echelonIn(situation: readonly ThemeInForce[]): { echelon?: number } {
  for (const { definition, entry } of situation) {
    const field = definition.fields.find(({ type }) => type === 'echelon');
    const echelon = field && entry?.value[field.key];
    if (typeof echelon === 'number') return { echelon };
  }
  return {};
}

/** The corps that the agent belongs to; a contract agent belongs to none. */
function corpsIn(situation: readonly ThemeInForce[]): { corps?: string } {
  const value = situation.find(({ definition }) => definition.use === 'status')?.entry?.value;
  const corps = value?.[CORPS_FIELD];
  const isContract = readStatus(value?.[STATUS_FIELD]) === 'contractuel';
  return typeof corps === 'string' && !isContract ? { corps } : {};
}

/** How the agent is addressed, whichever theme says it: a text agrees with it, and says both genders where nothing is known. */
function civilityIn(situation: readonly ThemeInForce[]): { civility?: string } {
  for (const { definition, entry } of situation) {
    const field = definition.fields.find(({ type, choices = [] }) => type === 'identity' && choices.length > 0);
    const civility = field && entry?.value[field.key];
    if (typeof civility === 'string') return { civility };
  }
  return {};
}

/** The reasons of the last refusal to sign: they ground the act of refusal. */
function refusalOf({ decisions }: CitedRequest): { law: string[]; fact: string[]; interview?: string } | null {
  const refusal = decisions.findLast(({ kind, outcome }) => kind === 'signature' && outcome === 'refused');
  if (refusal === undefined) return null;
  const { reasonLaw, reasonFact, interviewOn } = refusal;
  return {
    law: paragraphs(reasonLaw).map(asRecital),
    fact: paragraphs(reasonFact).map(asRecital),
    ...(interviewOn !== null && { interview: interviewOn }),
  };
}

const asRecital = (reason: string): string => spaced(recitalOf(reason));

const paragraphs = (text: string | null): string[] =>
  (text ?? '')
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whose opinions an act cites. */
const CITED: Readonly<Record<string, string>> = {
  superieur: 'du supérieur hiérarchique',
  'superieur-n2': 'du supérieur hiérarchique de second niveau',
  'referent-deontologue': 'du référent déontologue',
  'administration-accueil': 'de l’administration d’accueil',
};

/** Opinions as an act cites them; another outcome is cited by its date alone. */
const SENSES: Readonly<Record<string, string>> = {
  favorable: ' favorable',
  reserved: ' réservé',
  unfavorable: ' défavorable',
};

/** What was asked of others before it was decided, and what they answered: its reasons are in the file, not in the act. */
const opinionsOf = ({ decisions }: CitedRequest): string[] =>
  decisions.flatMap(({ kind, role, outcome, decidedAt }) => {
    const author = CITED[role];
    if (kind !== 'opinion' || author === undefined) return [];
    return [`l’avis${SENSES[outcome] ?? ''} ${author} en date du ${longDay(parisDay(decidedAt))}`];
  });

/** « 6/7 » in two numbers; null where it is said in words. */
export function readFraction(text: string | null): { numerator: number; denominator: number } | null {
  const parts = /^(\d+)\/(\d+)$/.exec(text ?? '');
  // « 50/100 » is the quota itself: the template says so in words.
  if (parts === null || parts[2] === '100') return null;
  return { numerator: Number(parts[1]), denominator: Number(parts[2]) };
}
