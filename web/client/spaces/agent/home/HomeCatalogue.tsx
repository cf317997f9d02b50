import { Link } from 'react-router';
import { useApi } from '../../../api/query.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { askedFirst } from '../asked-first.ts';
import { KindCard } from '../KindCard.tsx';

/** Cards at most. */
const SHOWN = 6;

/** What one can ask for: what is asked most first. */
export function HomeCatalogue() {
  const { t } = useLanguage();
  const query = useApi('GET /api/catalogue');
  return (
    <Panel title={t('agent.newRequest')} action={<Link to="/catalogue">{t('agent.allCatalogue')}</Link>}>
      <Loaded query={query}>
        {(catalogue) =>
          catalogue.items.length === 0 ? (
            <EmptyState title={t('agent.emptyCatalogue')} text={t('agent.emptyCatalogueText')} />
          ) : (
            <div className="h-kinds">
              {askedFirst(catalogue)
                .slice(0, SHOWN)
                .map((kind) => (
                  <KindCard key={kind.kind} kind={kind} />
                ))}
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
