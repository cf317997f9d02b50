import type { LaterActNature } from '../act/later-act.ts';
import type { ActState } from '../act/registry.ts';
import { type CivilDate, parisDay } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import type { SealLevel } from './evidence.ts';

/** What a sealed act may be one day: in force, or what later acts made of it. */
export const STANDING_STATES = [
  'in-force',
  'corrected',
  'withdrawn',
  'repealed',
] as const satisfies readonly ActState[];
export type StandingState = (typeof STANDING_STATES)[number];

/** An act that touched it: what it did and since when, and what it is itself. */
export interface LaterActSaid {
  readonly nature: LaterActNature;
  readonly number: string;
  /** Of what was sealed. */
  readonly sha256: string;
  readonly signedOn: CivilDate;
  readonly since: CivilDate;
  /** One that was withdrawn does nothing any more. */
  readonly state: StandingState;
}

/** The state of a sealed act on one day, as the ministry seals it for whoever holds the act; it names nobody. */
export interface ActStatus {
  readonly format: 'harmonie-act-status';
  readonly version: 1;
  readonly act: {
    readonly number: string;
    /** Of what was sealed: its B-T edition, which later ones begin with. */
    readonly sha256: string;
    /** By which it is verified; null: it was signed before acts had one. */
    readonly reference: string | null;
  };
  readonly state: StandingState;
  /** Every act that touched it, the first one first. */
  readonly laterActs: readonly LaterActSaid[];
  /** The instant at which this was so (ISO 8601, UTC), and its day in Paris. */
  readonly at: string;
  readonly on: CivilDate;
  /** Of its seal, as it was put: a file without the stamp that its level has lost it. */
  readonly level: SealLevel;
  /** The same for people: one sentence for the state, then one for each later act. */
  readonly words: readonly string[];
}

/**
 * What later acts made of one by a day: the strongest thing that one of them does then which was not withdrawn itself. An act that
 * is repealed from a later day on is in force until then.
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

/** What a status says, in sentences. */
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

/** What is withdrawn is so from the beginning, and not since the day on which it was (CRPA L240-1). */
const effectOf = (nature: LaterActNature, since: CivilDate): string =>
  nature === 'withdraws' ? `le ${longDay(since)}, depuis l’origine` : `à compter du ${longDay(since)}`;

/** A status with what follows from its facts. */
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

/** The bytes that are sealed: JSON that people can read. */
export const statusBytes = (status: ActStatus): Uint8Array =>
  Buffer.from(`${JSON.stringify(status, null, 2)}\n`, 'utf8');

/** What somebody whom an act is of did with it in the portal. */
export const OPENINGS = ['opened', 'downloaded'] as const;
export type Opening = (typeof OPENINGS)[number];
