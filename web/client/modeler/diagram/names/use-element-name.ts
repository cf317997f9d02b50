import { useMemo } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { drawnNames, drawnWays } from '../../formats/drawn-names.ts';

/** What an element of a diagram is called where it is spoken of: its name; a flow without one, by what it links. */
export function useElementName(xml: string): (id: string) => string | undefined {
  const { t } = useLanguage();
  return useMemo(() => {
    const names = drawnNames(xml);
    const ways = drawnWays(xml);
    const endOf = (id: string) => names.get(id) ?? t('atelier.diagram.nameless');
    return (id) => {
      const way = ways.get(id);
      return names.get(id) ?? (way && t('atelier.diagram.flowBetween', { from: endOf(way.from), to: endOf(way.to) }));
    };
  }, [xml, t]);
}
