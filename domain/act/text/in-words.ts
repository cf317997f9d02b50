import type { ActDatum } from '../../circuit/words/datum.ts';
import { type Chip, isChip, runsOf } from './chips.ts';
import { type ActBlock, type ActCondition, type ActDocument, isWordless } from './document.ts';
import { labelOf } from './say.ts';

const NAMES: Readonly<Record<ActBlock['is'], string>> = {
  visa: 'Vu',
  references: 'Textes et avis',
  recital: 'Considérant',
  reasons: 'Motifs du refus',
  article: 'Article',
  paragraph: 'Alinéa',
};

/**
 * Writes an act for two analysts to compare, one line a block, in French as acts are: data by their
 * names, conditions in words.
 */
export function actInWords({ blocks, words = {} }: ActDocument, vocabulary: readonly ActDatum[]): string[] {
  const known = new Map(vocabulary.map((datum) => [datum.path, datum]));
  const lines = blocks.map(({ is, text, when = [] }) => {
    const said = isWordless(is) ? '' : ` : ${inWords(text, known)}`;
    const asked = when.length === 0 ? '' : ` (si ${when.map((one) => conditionInWords(one, known)).join(' et ')})`;
    return `${NAMES[is]}${asked}${said}`;
  });
  const ofWords = Object.entries(words).flatMap(([path, said]) =>
    Object.entries(said).map(([value, text]) => {
      const datum = known.get(path);
      return `${datum?.label.fr ?? path}, ${labelOf(datum, value)} : ${text}`;
    }),
  );
  return [...lines, ...ofWords];
}

const inWords = (text: string, known: ReadonlyMap<string, ActDatum>): string =>
  runsOf(text)
    .map((run) => (isChip(run) ? `« ${nameOf(run, known)} »` : run.words))
    .join('');

function nameOf({ data, as }: Chip, known: ReadonlyMap<string, ActDatum>): string {
  const datum = known.get(data);
  if (datum?.type === 'agreement') return `${as ?? ''}(e)`;
  return `${datum?.label.fr ?? data}${as === null ? '' : ` (${as})`}`;
}

function conditionInWords({ data, is, value = '' }: ActCondition, known: ReadonlyMap<string, ActDatum>): string {
  const datum = known.get(data);
  const name = datum?.label.fr ?? data;
  switch (is) {
    case 'known':
      return `connu : ${name}`;
    case 'unknown':
      return `inconnu : ${name}`;
    case 'equal':
      return `${name} est ${labelOf(datum, value)}`;
    case 'different':
      return `${name} est autre que ${labelOf(datum, value)}`;
  }
}
