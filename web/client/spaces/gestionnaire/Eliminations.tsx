import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { EliminationLine } from '#web/contract/signing/eliminations.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';

const COLOR = { proposed: 'teal', approved: 'red', refused: 'gray', withdrawn: 'gray' } as const;

/** What was proposed to be eliminated, and what became of it. */
export function Eliminations() {
  const { t, language } = useLanguage();
  useInSpace('gestionnaire');
  const query = useApi('GET /api/registry/eliminations');
  const columns: Column<EliminationLine>[] = [
    {
      key: 'proposedAt',
      header: t('acts.elimination.proposedBy'),
      cell: ({ id, proposedBy, proposedAt }) => (
        <span className="h-two">
          <Link to={`/registry/eliminations/${id}`}>{moment(proposedAt, language)}</Link>
          <span className="h-muted">{proposedBy}</span>
        </span>
      ),
    },
    { key: 'reason', header: t('acts.elimination.reason'), cell: ({ reason }) => reason },
    { key: 'acts', header: t('acts.elimination.acts'), cell: ({ acts }) => String(acts) },
    {
      key: 'state',
      header: t('request.columns.state'),
      cell: ({ state, eliminated, kept, acts }) => (
        <span className="h-two">
          <Tag type={COLOR[state]}>{t(`acts.elimination.states.${state}`)}</Tag>
          {state === 'approved' ? (
            <span className="h-muted">
              {t(kept > 0 ? 'acts.elimination.progressKept' : 'acts.elimination.progress', {
                ...{ done: eliminated, all: acts, kept },
              })}
            </span>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <Page
      title={t('acts.elimination.title')}
      lead={t('acts.elimination.lead')}
      crumbs={[{ to: '/registry', text: t('acts.registry.title') }]}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('acts.elimination.none')} text={t('acts.elimination.noneText')} />
          ) : (
            <ListTable label={t('acts.elimination.title')} columns={columns} rows={items} rowKey={({ id }) => id} />
          )
        }
      </Loaded>
    </Page>
  );
}
