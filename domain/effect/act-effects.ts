import { printable } from '../act/printable.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import { payFractionOf } from '../pay/pay-grounds.ts';
import { readEchelon } from './advancement.ts';
import type { Effect } from './effect.ts';
import { type EffectByAct, FLOORS } from './guarantee.ts';
import { readPartTime } from './part-time.ts';

interface Facts {
  'work-time': { readonly quota: number; readonly from: CivilDate; readonly until: CivilDate };
  echelon: { readonly grade: string; readonly echelon: number; readonly index: number; readonly from: CivilDate };
}

/** What an act changes, with the very values that are applied (`after` of its change). */
export type ActEffect = { [Name in EffectByAct]: { readonly effect: Name; readonly facts: Facts[Name] } }[EffectByAct];

/** What the effects of a request are read from. */
export interface ActEffectSources {
  /** As filed: it does not change, so that what the act says before is what is applied after. */
  readonly data: Readonly<Record<string, unknown>>;
  /** On the day of effect, or today before the first post; null without a post. */
  gradeOn(day: CivilDate): Promise<string | null>;
}

/** What a request holds nothing of, that the effect could be read from: a key of its form, or `grade`. */
export interface UnreadEffect {
  readonly wrong: string;
}

type Reader<Name extends EffectByAct> = (sources: ActEffectSources) => Promise<Facts[Name] | UnreadEffect>;

const READERS: { readonly [Name in EffectByAct]: Reader<Name> } = {
  'work-time': async ({ data }) => readPartTime(data),
  echelon: async ({ data, gradeOn }) => {
    const asked = readEchelon(data);
    if ('wrong' in asked) return asked;
    const { echelon, index, from } = asked;
    const grade = await gradeOn(from);
    return grade === null ? { wrong: 'grade' } : { grade, echelon, index, from };
  },
};

/** The answers of its form that each effect is read from. */
export const ANSWERS_OF_ACT: { readonly [Name in EffectByAct]: readonly string[] } = {
  'work-time': ['startDate', 'endDate', 'quota'],
  echelon: ['effectDate', 'echelon', 'index'],
};

/** What a request gives an effect to write: asked for the page of the act, then when it is applied. */
export const readFacts = <Name extends EffectByAct>(
  effect: Name,
  sources: ActEffectSources,
): Promise<Facts[Name] | UnreadEffect> => READERS[effect](sources);

/** Whether its act must say it. */
export const isByAct = (effect: Effect): effect is EffectByAct => FLOORS[effect] === 'act';

/** What the act of a request says that it changes, in the order of the circuit's effects. */
export async function readActEffects(
  effects: readonly Effect[],
  sources: ActEffectSources,
): Promise<{ readonly effects: ActEffect[] } | UnreadEffect> {
  const read: ActEffect[] = [];
  for (const effect of effects.filter(isByAct)) {
    const facts = await readFacts(effect, sources);
    if ('wrong' in facts) return facts;
    read.push({ effect, facts } as ActEffect);
  }
  return { effects: read };
}

/** A day, or a number and its sign, stands on one line. */
const whole = (text: string): string => text.replaceAll(' ', '\u00a0');
const day = (date: CivilDate): string => whole(longDay(date));

/** Words that somebody typed, between the guillemets of a sentence: they end where it does, and not before. */
const quoted = (words: string): string =>
  `« ${printable(words)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s«»]+/g, ' ')
    .trim()} »`;

type Sentence<Name extends EffectByAct> = (facts: Facts[Name]) => string;

const SENTENCES: { readonly [Name in EffectByAct]: Sentence<Name> } = {
  'work-time': ({ quota, from, until }) => {
    const fraction = payFractionOf(quota);
    const paid = fraction?.replace(/\/100$/, '\u00a0%');
    const pay = paid === undefined ? '' : `, rémunération de ${paid} d'un temps plein`;
    return `Temps partiel : quotité de ${whole(`${quota} %`)}${pay}, du ${day(from)} au ${day(until)} inclus.`;
  },
  echelon: ({ grade, echelon, index, from }) =>
    `Échelon : ${echelon === 1 ? '1er' : `${echelon}e`} échelon du grade ${quoted(grade)}, indice majoré ${index}, à compter du ${day(from)}.`,
};

/** An effect as the page of an act says it, in French as acts are. */
export const effectInWords = ({ effect, facts }: ActEffect): string =>
  (SENTENCES[effect] as Sentence<typeof effect>)(facts as never);

/** What is about to be applied. */
export interface AppliedEffect {
  readonly effect: Effect;
  readonly facts: Readonly<Record<string, unknown>>;
}

type Keys<Value> = Value extends unknown ? keyof Value : never;
/** In what an effect differs from its act: a value, or `effect` where the act does not say it at all. */
export type ActDifference = 'effect' | Keys<ActEffect['facts']>;

/** The first difference between an effect and what a sealed act says that it changes; null: it is what the act says. */
export function differsFromAct(said: readonly ActEffect[], { effect, facts }: AppliedEffect): ActDifference | null {
  const same = said.find((one) => one.effect === effect);
  if (same === undefined) return 'effect';
  const kept = Object.entries(same.facts) as [Keys<ActEffect['facts']>, unknown][];
  const different = kept.find(([key, value]) => facts[key] !== value);
  if (different !== undefined) return different[0];
  return Object.keys(facts).length === kept.length ? null : 'effect';
}
