import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import { draftAddress } from '../../api/open-draft.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import type { KindRow } from './by-kind.ts';
import { ModifyButton } from './ModifyButton.tsx';

/** The published circuits: version in service, drafts, requests that each version still carries. */
export function KindTable({ kinds, draws }: { kinds: readonly KindRow[]; draws: boolean }) {
  const { t, language, read } = useLanguage();
  if (kinds.length === 0) return <EmptyState title={t('circuits.none')} text={t('circuits.noneText')} />;
  const columns: Column<KindRow>[] = [
    {
      key: 'circuit',
      header: t('atelier.circuit'),
      cell: ({ kind, title, current }) => (
        <span className="h-two">
          <Link to={`/circuits/${current.versionId}`}>{read(title)}</Link>
          <code className="h-muted">{kind}</code>
        </span>
      ),
    },
    {
      key: 'current',
      header: t('atelier.inService'),
      cell: ({ current }) => (
        <span className="h-two">
          <span>
            {current.current ? t('atelier.versionNumber', { number: current.number }) : t('atelier.closedKind')}
          </span>
          {current.current ? <span className="h-muted">{moment(current.publishedAt, language)}</span> : null}
        </span>
      ),
    },
    {
      key: 'underWay',
      header: t('atelier.underWay'),
      cell: ({ followed }) =>
        followed.length === 0 ? (
          <span className="h-muted">{t('atelier.noneUnderWay')}</span>
        ) : (
          followed.map(({ versionId, number, openRequests, current }) => (
            <Tag key={versionId} type={current ? 'green' : 'gray'} as={Link} to={`/circuits/${versionId}`}>
              {t('atelier.byVersion', { number, count: openRequests })}
            </Tag>
          ))
        ),
    },
  ];
  if (draws) {
    columns.push(
      {
        key: 'drafts',
        header: t('atelier.draftsOf'),
        cell: ({ drafts }) => (
          <span className="h-two">
            {drafts.map((draft) => (
              <Link key={draft.id} to={draftAddress(draft.id)}>
                {draft.updatedBy ? `${draft.updatedBy.firstName} ${draft.updatedBy.lastName}` : t('atelier.release')}
              </Link>
            ))}
          </span>
        ),
      },
      { key: 'modify', header: t('atelier.actions'), cell: (row) => <ModifyButton row={row} /> },
    );
  }
  return <ListTable label={t('atelier.circuits')} columns={columns} rows={[...kinds]} rowKey={(row) => row.kind} />;
}
