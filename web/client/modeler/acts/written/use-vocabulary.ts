import { useCallback, useMemo, useRef } from 'react';
import type { Chip } from '../../../../../domain/act/text/chips.ts';
import { vocabularyOfCircuit } from '../../../../../domain/act/text/of-circuit.ts';
import type { ActDatum } from '../../../../../domain/act/text/vocabulary.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { type DraftFile, useDraftFiles } from '../../draft/use-draft-files.ts';
import { templateOf } from './blocks.ts';
import type { SayChip } from './chip-view.ts';

/** All that an act of the draft can name, as its files stand on screen. */
export function useVocabulary(): readonly ActDatum[] {
  const { draft } = useDraftFiles();
  const naming = useNamingFiles();
  return useMemo(() => {
    // A draft's own files go before those that it takes as they are.
    const texts = new Map([...draft.shared, ...naming].map(({ path, text }) => [path, text]));
    return vocabularyOfCircuit({
      kind: draft.kind,
      paths: [...texts.keys()],
      textOf: (path) => texts.get(path),
    });
  }, [draft, naming]);
}

/** The files of the draft that are no acts; the same array until one of them changes, whatever is typed in an act. */
function useNamingFiles(): readonly DraftFile[] {
  const { files } = useDraftFiles();
  const last = useRef<readonly DraftFile[]>([]);
  const naming = files.filter(({ path }) => templateOf(path) === path);
  const isSame = naming.length === last.current.length && naming.every((file, index) => file === last.current[index]);
  if (!isSame) last.current = naming;
  return last.current;
}

/** How data read as chips; the same function as long as their names are. */
export function useSayChip(vocabulary: readonly ActDatum[]): SayChip {
  const { read } = useLanguage();
  const named = JSON.stringify(vocabulary.map(({ path, label }) => [path, read(label)]));
  const labels = useMemo(() => new Map<string, string>(JSON.parse(named)), [named]);
  return useCallback(
    ({ data, as }: Chip) => {
      const label = labels.get(data);
      // A word that agrees is read as it is written: « autorisé(e) ».
      if (label !== undefined && data === 'agent.agree') return { label: `${as ?? ''}(e)`, isKnown: true };
      return { label: label ?? data, isKnown: label !== undefined };
    },
    [labels],
  );
}
