import type { ActState } from '../act/registry.ts';
import { type CivilDate, parisDay } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import type { LaterActNature } from '../decision/later-act.ts';
import type { SealLevel } from './evidence.ts';

/** States of a sealed act on a day: in force, or changed by later acts. */
export const STANDING_STATES = [
  'in-force',
  'corrected',
  'withdrawn',
  'repealed',
] as const satisfies readonly ActState[];
/** A state of a sealed act on a day. */
export type StandingState = (typeof STANDING_STATES)[number];

/** A later act that changed it: its effect and first day, and its own state. */
export interface LaterActSaid {
  readonly nature: LaterActNature;
  readonly number: string;
  /** Hash of the sealed file. */
  readonly sha256: string;
  readonly signedOn: CivilDate;
  readonly since: CivilDate;
  /** A withdrawn act no longer has any effect. */
  readonly state: StandingState;
}

/** The state of a sealed act on one day, sealed by the ministry for its holder; it names nobody. */
export interface ActStatus {
  readonly format: 'harmonie-act-status';
  readonly version: 1;
  readonly act: {
    readonly number: string;
    /** Hash of the sealed file: its B-T edition, with which later editions begin. */
    readonly sha256: string;
    /** The reference by which it is verified; null: it was signed before acts had one. */
    readonly reference: string | null;
  };
  readonly state: StandingState;
  /** Every later act that changed it, in order. */
  readonly laterActs: readonly LaterActSaid[];
  /** The instant of this state (ISO 8601, UTC), and its day in Paris. */
  readonly at: string;
  readonly on: CivilDate;
  /**
   * The level of its seal when it was made: a file without the time stamp of that level has lost
   * it.
   */
  readonly level: SealLevel;
  /** The same in words: one sentence for the state, then one for each later act. */
  readonly words: readonly string[];
}

/**
 * Returns the state that later acts give an act by a day: the strongest effect that day of those
 * that were not withdrawn themselves. An act repealed from a later day on is in force until then.
 */
export function stateAfter(
  laterActs: readonly Pick<LaterActSaid, 'nature' | 'state' | 'since'>[],
  on: CivilDate,
): StandingState {
  const does = new Set(
    laterActs.flatMap(({ nature, state, since }) => (state === 'withdrawn' || since > on ? [] : [nature])),
  );
  if (does.has('withdraws')) return 'withdrawn';
  if (does.has('repeals')) return 'repealed';
  return does.has('corrects') ? 'corrected' : 'in-force';
}

const STATE: Readonly<Record<StandingState, string>> = {
  'in-force': 'en vigueur',
  corrected: 'rectifié',
  withdrawn: 'retiré',
  repealed: 'abrogé',
};
const NATURE: Readonly<Record<LaterActNature, string>> = {
  corrects: 'rectifie',
  withdraws: 'retire',
  repeals: 'abroge',
};
const HOUR = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' });

/** Writes a status in sentences. */
export function statusInWords({ act, state, laterActs, at }: Omit<ActStatus, 'words'>): string[] {
  const instant = new Date(at);
  const hour = HOUR.format(instant).replace(':', ' h ');
  return [
    `Le ${longDay(parisDay(instant))} à ${hour} (heure de Paris), l’acte n° ${act.number} est ${STATE[state]}.`,
    ...laterActs.map(
      ({ nature, number, signedOn, since, state: its }) =>
        `L’acte n° ${number}, signé le ${longDay(signedOn)}, le ${NATURE[nature]} ${effectOf(nature, since)}${
          its === 'in-force' ? '' : ` ; il est lui-même ${STATE[its]}`
        }.`,
    ),
  ];
}

/** An act is withdrawn from the beginning, not from the day of its withdrawal (CRPA L240-1). */
const effectOf = (nature: LaterActNature, since: CivilDate): string =>
  nature === 'withdraws' ? `le ${longDay(since)}, depuis l’origine` : `à compter du ${longDay(since)}`;

/** Builds a status from its facts. */
export function statusOf(facts: Pick<ActStatus, 'act' | 'laterActs' | 'level'>, at: Date): ActStatus {
  const said: Omit<ActStatus, 'words'> = {
    format: 'harmonie-act-status',
    version: 1,
    act: facts.act,
    state: stateAfter(facts.laterActs, parisDay(at)),
    laterActs: facts.laterActs,
    at: at.toISOString(),
    on: parisDay(at),
    level: facts.level,
  };
  return { ...said, words: statusInWords(said) };
}

/** Returns the bytes that are sealed: JSON that people can read. */
export const statusBytes = (status: ActStatus): Uint8Array =>
  Buffer.from(`${JSON.stringify(status, null, 2)}\n`, 'utf8');

/** What the agent did with their own act in the portal. */
export const OPENINGS = ['opened', 'downloaded'] as const;
/** What an agent did with their own act. */
export type Opening = (typeof OPENINGS)[number];
