import type { Bilingual } from '../../bilingual.ts';
import type { ErrorParams } from '../../errors.ts';
import { SITUATION_FAULTS } from '../../situation/faults.ts';
import { ACTS_FAULTS } from './acts.ts';
import { BLOCKS_FAULTS } from './blocks.ts';
import { DIAGRAM_FAULTS } from './diagram.ts';
import { EXPRESSIONS_FAULTS } from './expressions.ts';
import { FILES_FAULTS } from './files.ts';
import { GUARANTEES_FAULTS } from './guarantees.ts';
import { STOPS_FAULTS } from './stops.ts';
import { THEMES_FAULTS } from './themes.ts';

/**
 * Everything that can be wrong in a circuit, in the words an analyst reads. A code never changes its meaning.
 */
export const CIRCUIT_FAULTS = {
  ...DIAGRAM_FAULTS,
  ...FILES_FAULTS,
  ...EXPRESSIONS_FAULTS,
  ...ACTS_FAULTS,
  ...BLOCKS_FAULTS,
  ...THEMES_FAULTS,
  ...SITUATION_FAULTS,
  ...GUARANTEES_FAULTS,
  ...STOPS_FAULTS,
};

export type CircuitFaultCode = keyof typeof CIRCUIT_FAULTS;

/** One thing wrong in a circuit, and where an analyst finds it. */
export interface CircuitFault {
  readonly file: string;
  /** Of the diagram's element, of the form's component, of the table's rule… « (file) » for a file as a whole. */
  readonly elementId: string;
  /** Of a call of a block: the step of the block where it shows. */
  readonly inside?: string;
  /** The same, by the way that leads there from the call (domain/circuit/blocks/block.ts: places). */
  readonly insideId?: string;
  /** Property of the element. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly code: CircuitFaultCode;
  readonly params: ErrorParams;
  /** An error forbids publication. */
  readonly severity: 'error' | 'warning';
}

/**
 * Builds a param with its own words in each language: « {name} » of a sentence is filled in from
 * those of its language.
 */
export const inBoth = (name: string, { fr, en }: Bilingual): ErrorParams => ({ [`${name}Fr`]: fr, [`${name}En`]: en });

/** Returns the fault in the words an analyst reads. */
export function wordsOfFault({ code, params, inside }: Pick<CircuitFault, 'code' | 'params' | 'inside'>): Bilingual {
  const filled = (text: string, language: 'Fr' | 'En') =>
    text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(params[name] ?? params[`${name}${language}`] ?? ''));
  const [fr, en] = CIRCUIT_FAULTS[code];
  const words = { fr: filled(fr, 'Fr'), en: filled(en, 'En') };
  if (inside === undefined) return words;
  return { fr: `Dans le bloc, à « ${inside} » : ${words.fr}`, en: `In the block, at “${inside}”: ${words.en}` };
}
