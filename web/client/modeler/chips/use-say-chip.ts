import { useCallback, useMemo } from 'react';
import type { Chip } from '#domain/act/text/chips.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { useLanguage } from '../../language/use-language.ts';
import type { SayChip } from './chip-view.ts';

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
