import type { ActDatum } from '../../circuit/words/datum.ts';
import { spaced } from '../../formats/spaced.ts';
import type { ActData } from '../act.ts';
import { clauseWithin, ENDING } from '../legal/recital.ts';
import { isChip, type Run, runsOf } from './chips.ts';
import type { ActBlock, ActCondition, ActDocument, PrintedBlock } from './document.ts';
import { agreed, elided, sayDatum, valueAt } from './say.ts';

/** The blocks of an act, or the data it names that are unknown. */
export type Composed = { readonly text: readonly PrintedBlock[] } | { readonly missing: readonly string[] };

/**
 * Composes the text of an act from its document and what is known. The value of a datum is printed
 * as it is: neither parsed for data again, nor typeset as anything but letters.
 */
export function composeAct(document: ActDocument, vocabulary: readonly ActDatum[], data: ActData): Composed {
  const known = new Map(vocabulary.map((datum) => [datum.path, datum]));
  const missing = new Set<string>();
  const printed = document.blocks
    .filter(({ when = [] }) => when.every((condition) => holds(condition, data)))
    .flatMap((block) => blocksOf(block, data, (text, is) => written(text, { is, document, known, data, missing })));
  if (document.blocks.some(({ is }) => is === 'reasons') && !data.reasons?.law.length) missing.add('reasons');
  return missing.size > 0 ? { missing: [...missing] } : { text: printed };
}

/** True if a condition holds, given what is known. */
export function holds({ data: path, is, value }: ActCondition, data: ActData): boolean {
  const known = valueAt(data, path);
  switch (is) {
    case 'known':
      return known !== undefined;
    case 'unknown':
      return known === undefined;
    case 'equal':
      return known !== undefined && String(known) === value;
    case 'different':
      return known !== undefined && String(known) !== value;
  }
}

type Say = (text: string, is: ActBlock['is']) => string;

function blocksOf({ is, text }: ActBlock, data: ActData, say: Say): PrintedBlock[] {
  if (is === 'references') return data.legalReferences.map((reference) => ({ is: 'visa', text: reference }));
  if (is === 'visa' || is === 'recital') return [{ is, text: say(text, is).replace(ENDING, '') }];
  if (is !== 'reasons') return [{ is, text: say(text, is) }];
  return [...(data.reasons?.law ?? []), ...(data.reasons?.fact ?? [])].map((reason) => ({
    is: 'recital',
    text: reason,
  }));
}

interface Writing {
  readonly is: ActBlock['is'];
  readonly document: ActDocument;
  readonly known: ReadonlyMap<string, ActDatum>;
  readonly data: ActData;
  readonly missing: Set<string>;
}

function written(text: string, { is, document, known, data, missing }: Writing): string {
  const runs = runsOf(text.trim());
  const said = runs.reduce((before, run, index) => {
    if (!isChip(run)) return before + spaced(run.words);
    const datum = known.get(run.data);
    if (datum?.type === 'agreement') return before + agreed(data.agent, run.as ?? '');
    const value = datum && valueAt(data, run.data);
    const said = datum && value !== undefined && sayDatum(run, { datum, value, words: document.words?.[run.data] });
    if (typeof said !== 'string') {
      missing.add(run.data);
      return before;
    }
    return elided(before, datum?.type === 'text' ? typedWithin(said, { is, next: runs[index + 1] }) : said);
  }, '');
  return spaced(said);
}

/** Words that go on after a datum by a mark: its own end would make two of them. */
const MARK = /^\s*[.,;:!?)]/;

/** What somebody typed as a sentence of its own, within the sentence of an act: without its end, and its first capital in a recital. */
function typedWithin(said: string, { is, next }: { is: ActBlock['is']; next: Run | undefined }): string {
  const goesOn = next !== undefined && !isChip(next) && MARK.test(next.words);
  const kept = goesOn ? said.trimEnd().replace(ENDING, '') : said;
  return is === 'recital' ? clauseWithin(kept) : kept;
}
