import { parse } from 'harmonie-engine/feel';
import { DateTime, Duration } from 'luxon';
import type { Bilingual } from '#domain/bilingual.ts';
import { pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import { inBoth } from '#domain/circuit/faults/fault.ts';
import { isIdentity } from '#domain/circuit/words/identity.ts';
import { asksWhether } from '../../guarantees/check-given.ts';
import type { KnownAs } from '../../guarantees/known-values.ts';
import { expressionsBelow } from '../../read/expressions.ts';
import { readExpression } from '../../read/feel.ts';
import { type Given, givenBy, type ValueKind } from '../../read/feel-kinds.ts';
import type { Known } from '../../read/known.ts';
import type { CircuitModel } from '../../read/model.ts';
import type { Report } from '../check-headers.ts';

interface Wanted {
  readonly kinds: readonly ValueKind[];
  /** Whether a text says one of them. */
  readonly reads?: (text: string) => boolean;
}

const CONDITION: Wanted = { kinds: ['boolean'] };
const LIST: Wanted = { kinds: ['list'] };
const NUMBER: Wanted = { kinds: ['number'], reads: (text) => /^\s*\d+\s*$/.test(text) };
const DATE: Wanted = { kinds: ['date'], reads: (text) => DateTime.fromISO(text.replace(/\[.*/, '')).isValid };
/** An engine has none where there is nothing. */
const DATE_IF_ANY: Wanted = { ...DATE, kinds: ['date', 'nothing'] };

/** What an engine wants of an expression, by the property that holds it; anything else is an incident. */
const WANTED: Readonly<Record<string, Wanted>> = {
  conditionExpression: CONDITION,
  condition: CONDITION,
  completionCondition: CONDITION,
  timeDuration: { kinds: ['duration'], reads: (text) => Duration.fromISO(text).isValid },
  timeDate: DATE,
  timeCycle: { kinds: ['text'] },
  inputCollection: LIST,
  activeElementsCollection: LIST,
  retries: NUMBER,
  priority: NUMBER,
  dueDate: DATE_IF_ANY,
  followUpDate: DATE_IF_ANY,
};

const WORDS: Readonly<Record<ValueKind, Bilingual>> = {
  text: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  boolean: { fr: 'vrai ou faux', en: 'true or false' },
  list: { fr: 'une liste', en: 'a list' },
  context: { fr: 'un ensemble de valeurs', en: 'a set of values' },
  date: { fr: 'une date', en: 'a date' },
  duration: { fr: 'une durée', en: 'a duration' },
  nothing: { fr: 'rien (null)', en: 'nothing (null)' },
};

/** Known of an identity: that it is none of what a place could want. */
const IDENTITY = { kind: 'text', values: [''], optional: true } as const;

/**
 * Says at each expression that what it gives, whatever it reads, is of another kind than what its place wants; and at a condition
 * that it is neither true nor false where an answer is left out.
 */
export function checkKinds({ drawn }: CircuitModel, knownAs: KnownAs, report: Report): void {
  for (const { owner, property, text } of expressionsBelow([drawn.process])) {
    const wanted = WANTED[property];
    const read = readExpression(text);
    if (wanted === undefined || 'reason' in read) continue;
    const known = (name: string): (Given & Pick<Known, 'optional'>) | null =>
      isIdentity(name) ? IDENTITY : knownAs(placeOf(pathOf(owner), name));
    for (const { name, operator } of wanted === CONDITION ? read.comparisons : [])
      if (/[<>]/.test(operator) && known(name)?.optional && !asksWhether(name, text))
        report(owner, 'compared-nothing', { name });
    const given = givenBy(parse(text, 'Expression').topNode, text, known);
    if (given === null || wanted.kinds.includes(given.kind)) continue;
    if (given.kind === 'text' && wanted.reads && (given.values?.some(wanted.reads) ?? true)) continue;
    const kinds = wanted.kinds.filter((kind) => kind !== 'nothing');
    report(owner, 'value-of-kind', {
      text: text.trim().slice(0, 100),
      ...inBoth('wanted', {
        fr: kinds.map((kind) => WORDS[kind].fr).join(' ou '),
        en: kinds.map((kind) => WORDS[kind].en).join(' or '),
      }),
      ...inBoth('given', WORDS[given.kind]),
    });
  }
}
