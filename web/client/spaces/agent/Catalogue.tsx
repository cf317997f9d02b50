import { useState } from 'react';
import type { BarredKind, Catalogue as CatalogueView, KindSummary } from '#web/contract/requests/catalogue.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { isFoundBy } from '../../ui/lists/find-kinds.ts';
import { KindSearch } from '../../ui/lists/KindSearch.tsx';
import { Page } from '../../ui/Page.tsx';
import { BarredKinds } from './BarredKinds.tsx';
import { KindGroup } from './KindGroup.tsx';

/** Everything an agent can ask for: what is asked most, then by category; apart, what they cannot file, and why. */
export function Catalogue() {
  const { t } = useLanguage();
  useInSpace('agent');
  const query = useApi('GET /api/catalogue');
  return (
    <Page title={t('agent.catalogue')} lead={t('agent.catalogueLead')}>
      <Loaded query={query}>{(catalogue) => <Kinds {...catalogue} />}</Loaded>
    </Page>
  );
}

function Kinds({ items, barred, mostAsked }: CatalogueView) {
  const { t, read, language } = useLanguage();
  const [typed, setTyped] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const groups = byCategory(items, read, language);
  const isFound = (kind: BarredKind | KindSummary): boolean =>
    (category === null || read(kind.category) === category) && isFoundBy(typed, kind, read);
  const found = groups.map((group) => ({ ...group, kinds: group.kinds.filter(isFound) }));
  const total = found.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const isWhole = typed.trim() === '' && category === null;
  const often = isWhole ? mostAsked.kinds.flatMap((kind) => items.find((one) => one.kind === kind) ?? []) : [];
  if (items.length === 0)
    return (
      <>
        <EmptyState title={t('agent.emptyCatalogue')} text={t('agent.emptyCatalogueText')} />
        <BarredKinds kinds={barred} />
      </>
    );
  return (
    <>
      <KindSearch typed={typed} found={total} onType={setTyped} />
      <fieldset className="h-chips">
        <legend className="h-hidden">{t('agent.categories')}</legend>
        <button type="button" aria-pressed={category === null} onClick={() => setCategory(null)}>
          {t('agent.allCategories')}
        </button>
        {groups.map(({ name }) => (
          <button key={name} type="button" aria-pressed={category === name} onClick={() => setCategory(name)}>
            {name}
          </button>
        ))}
      </fieldset>
      {often.length > 0 ? (
        <KindGroup
          title={t('kind.mostAsked')}
          help={t('kind.mostAskedSince', { from: civilDay(mostAsked.from, language) })}
          kinds={often}
        />
      ) : null}
      {found.map(({ name, kinds }) =>
        kinds.length > 0 ? <KindGroup key={name} title={name} kinds={kinds} inCategory /> : null,
      )}
      {total === 0 ? <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} /> : null}
      <BarredKinds kinds={barred.filter(isFound)} isOpen={!isWhole && total === 0} />
    </>
  );
}

/** The kinds under their categories, both in the order of the alphabet. */
function byCategory(items: readonly KindSummary[], read: (text: KindSummary['title']) => string, language: string) {
  const { compare } = new Intl.Collator(language);
  const names = [...new Set(items.map(({ category }) => read(category)))].sort(compare);
  return names.map((name) => ({
    name,
    kinds: items
      .filter(({ category }) => read(category) === name)
      .sort((one, other) => compare(read(one.title), read(other.title))),
  }));
}
