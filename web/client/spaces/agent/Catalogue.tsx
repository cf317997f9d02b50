import { Search } from '@carbon/react';
import { useMemo, useState } from 'react';
import type { KindSummary } from '../../../contract/catalogue.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { KindCard } from './KindCard.tsx';

/** Accents and case say nothing in a search. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Everything an agent can ask for, by category. */
export function Catalogue() {
  const { t } = useLanguage();
  useInSpace('agent');
  const query = useApi('GET /api/catalogue');
  return (
    <Page title={t('agent.catalogue')} lead={t('agent.catalogueLead')}>
      <Loaded query={query}>{({ items }) => <Kinds items={items} />}</Loaded>
    </Page>
  );
}

function Kinds({ items }: { items: KindSummary[] }) {
  const { t, read } = useLanguage();
  const [typed, setTyped] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const categories = useMemo(() => [...new Set(items.map((item) => read(item.category)))].sort(), [items, read]);
  const wanted = plain(typed.trim());
  const found = items.filter(
    (item) =>
      (category === null || read(item.category) === category) &&
      (wanted === '' || plain(`${read(item.title)} ${read(item.summary)} ${read(item.category)}`).includes(wanted)),
  );
  if (items.length === 0) return <EmptyState title={t('agent.emptyCatalogue')} text={t('agent.emptyCatalogueText')} />;
  return (
    <>
      <search className="h-filters">
        <Search
          size="md"
          labelText={t('agent.searchCatalogue')}
          placeholder={t('agent.searchCatalogue')}
          closeButtonLabelText={t('list.clearSearch')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <p className="h-filters__total" role="status">
          {t('agent.kindsFound', { count: found.length })}
        </p>
      </search>
      <fieldset className="h-chips">
        <legend className="h-hidden">{t('agent.categories')}</legend>
        <button type="button" aria-pressed={category === null} onClick={() => setCategory(null)}>
          {t('agent.allCategories')}
        </button>
        {categories.map((each) => (
          <button key={each} type="button" aria-pressed={category === each} onClick={() => setCategory(each)}>
            {each}
          </button>
        ))}
      </fieldset>
      {found.length === 0 ? (
        <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
      ) : (
        <ul className="h-kinds h-kinds--page">
          {found.map((kind) => (
            <li key={kind.kind}>
              <KindCard kind={kind} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
