import { Link } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { KindCard } from '../KindCard.tsx';
import { FIRST_KINDS } from './home-reads.ts';

/** What one can ask for: the first kinds of the catalogue, what is asked most before the others. */
export function HomeCatalogue() {
  const { t } = useLanguage();
  const query = useApi('GET /api/catalogue', FIRST_KINDS);
  return (
    <Panel title={t('agent.newRequest')} action={<Link to="/catalogue">{t('agent.allCatalogue')}</Link>}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('agent.emptyCatalogue')} text={t('agent.emptyCatalogueText')} />
          ) : (
            <div className="h-kinds">
              {items.map((kind) => (
                <KindCard key={kind.kind} kind={kind} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
