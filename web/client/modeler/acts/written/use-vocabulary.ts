import { useMemo, useRef } from 'react';
import { vocabularyOfCircuit } from '#domain/act/text/of-circuit.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { type DraftFile, useDraftFiles } from '../../draft/use-draft-files.ts';
import { templateOf } from '../../formats/paths.ts';

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
