import { Search } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';

/** A search among kinds, and how many it found. */
export function KindSearch({
  typed,
  found,
  onType,
}: {
  typed: string;
  found: number;
  onType: (typed: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <search className="h-filters">
      <Search
        size="md"
        labelText={t('agent.searchCatalogue')}
        placeholder={t('agent.searchCatalogue')}
        closeButtonLabelText={t('list.clearSearch')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <p className="h-filters__total" role="status">
        {t('agent.kindsFound', { count: found })}
      </p>
    </search>
  );
}
