import { Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import type { CircuitDraftSummary } from '#web/contract/circuits/atelier.ts';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { versionAddress, versionsAddress } from '../../api/open-draft.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { ModifyButton } from './ModifyButton.tsx';

interface PartTableProps {
  of: PartType;
  parts: readonly PartRow[];
  drafts: readonly CircuitDraftSummary[];
  draws: boolean;
}

/** The published blocks, or themes: newest version, the circuits that take each and the version that each of those holds. */
export function PartTable({ of, parts, drafts, draws }: PartTableProps) {
  const { t, language, read } = useLanguage();
  if (parts.length === 0)
    return <EmptyState title={t(`atelier.parts.${of}.none`)} text={t(`atelier.parts.${of}.noneText`)} />;
  const columns: Column<PartRow>[] = [
    {
      key: 'name',
      header: t('atelier.parts.name'),
      cell: ({ name, title, declaration, versionId }) => (
        <span className="h-two">
          <Link to={versionAddress(of, name, versionId)}>{read(title)}</Link>
          {declaration ? <span>{read(declaration.summary)}</span> : null}
          <code className="h-muted">{name}</code>
        </span>
      ),
    },
    {
      key: 'newest',
      header: t('atelier.parts.newest'),
      cell: ({ name, number, publishedAt, publishedBy }) => (
        <span className="h-two">
          <Link to={versionsAddress(of, name)}>{t('atelier.versionNumber', { number })}</Link>
          <span className="h-muted">
            {publishedBy
              ? t('atelier.touchedBy', { date: moment(publishedAt, language), name: fullName(publishedBy) })
              : t('atelier.parts.shipped')}
          </span>
        </span>
      ),
    },
    {
      key: 'kinds',
      header: t('atelier.parts.kinds'),
      cell: ({ number, kinds }) =>
        kinds.length === 0 ? (
          <span className="h-muted">{t('atelier.parts.noKind')}</span>
        ) : (
          kinds.map(({ kind, title, versionId, number: held }) => (
            <div key={kind}>
              <Link to={`/circuits/${versionId}`}>{read(title)}</Link>{' '}
              <Tag type={held === number ? 'green' : 'gray'} size="sm">
                {held === null ? t('atelier.parts.holdsFormer') : t('atelier.parts.holds', { number: held })}
              </Tag>
            </div>
          ))
        ),
    },
  ];
  if (draws)
    columns.push({
      key: 'modify',
      header: t('atelier.actions'),
      cell: ({ name, title }) => (
        <ModifyButton row={{ of, kind: name, title, drafts: drafts.filter(({ kind }) => kind === name) }} />
      ),
    });
  return (
    <ListTable
      label={t(`atelier.parts.${of}.published`)}
      columns={columns}
      rows={[...parts]}
      rowKey={({ name }) => name}
    />
  );
}
