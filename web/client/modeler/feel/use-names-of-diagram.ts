import { useEffect, useState } from 'react';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import { useLanguage } from '../../language/use-language.ts';
import { offeredOf } from './known-names.ts';
import { offerNames } from './offered-names.ts';
import { namesOfDiagram, type VariableResolver } from './variable-resolver.ts';

/** Has the editors of FEEL beside a diagram offer the names that the portal knows in it, each with what it can be. */
export function useNamesOfDiagram(names: readonly KnownName[] | undefined): VariableResolver {
  const { t, language } = useLanguage();
  const [resolver] = useState(namesOfDiagram);
  useEffect(() => {
    if (names === undefined) return undefined;
    const stop = offerNames(offeredOf(names, language, (outcome) => t(`outcomes.${outcome}`)));
    resolver.tell(names);
    return stop;
  }, [names, language, t, resolver]);
  return resolver;
}
