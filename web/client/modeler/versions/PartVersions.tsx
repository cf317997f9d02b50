import '../editors.scss';
import { Tag } from '@carbon/react';
import { Link, useParams } from 'react-router';
import type { z } from 'zod';
import { isPart, type PartType } from '#domain/circuit/blocks/part.ts';
import type { PartVersionRow } from '#web/contract/circuits/parts.ts';
import { ATELIER_HOME, versionAddress } from '../../api/open-draft.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { TableSkeleton } from '../../ui/lists/TableSkeleton.tsx';
import { NotFound } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { CompareChoice } from '../comparison/CompareChoice.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { StartFromButton } from './StartFromButton.tsx';

type Row = z.infer<typeof PartVersionRow>;

/** What an address says that a part is: « blocks » of /circuits/blocks/cloture/versions. */
export const partTypeIn = (parts: string): PartType | null =>
  (Object.entries(ATELIER_HOME) as [PartType | 'kind', string][]).flatMap(([of, home]) =>
    isPart(of) && home === `/circuits/${parts}` ? [of] : [],
  )[0] ?? null;

/** The versions of a block or of a theme: who published each, when and why, and the circuits that hold it. */
export function PartVersions() {
  const { parts = '', name = '' } = useParams();
  useInSpace('circuits');
  const of = partTypeIn(parts);
  return of === null ? <NotFound /> : <Versions of={of} name={name} />;
}

function Versions({ of, name }: { of: PartType; name: string }) {
  const { t, language, read } = useLanguage();
  const words = useEditorWords();
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const query = useApi('GET /api/atelier/parts/:of/:name/versions', { params: { of, name } });
  const columns: Column<Row>[] = [
    {
      key: 'number',
      header: words('versions.version'),
      cell: ({ versionId, number, current }) => (
        <>
          <Link to={versionAddress(of, name, versionId)}>{words('versions.number', { number })}</Link>{' '}
          {current ? <Tag type="green">{t('atelier.parts.newest')}</Tag> : null}
        </>
      ),
    },
    { key: 'at', header: words('versions.published'), cell: ({ publishedAt }) => moment(publishedAt, language) },
    {
      key: 'by',
      header: words('versions.by'),
      cell: ({ publishedBy, proposedBy }) =>
        publishedBy && proposedBy
          ? words('versions.byTwo', { proposer: fullName(proposedBy), approver: fullName(publishedBy) })
          : words('versions.shipped'),
    },
    {
      key: 'reason',
      header: words('versions.reason'),
      cell: ({ reason }) => reason ?? <span className="h-muted">{words('versions.noReason')}</span>,
    },
    {
      key: 'kinds',
      header: t('atelier.parts.kinds'),
      cell: ({ kinds }) =>
        kinds.length === 0 ? (
          <span className="h-muted">{t('atelier.parts.noKind')}</span>
        ) : (
          kinds.map(({ kind, title, versionId }) => (
            <div key={kind}>
              <Link to={`/circuits/${versionId}`}>{read(title)}</Link>
            </div>
          ))
        ),
    },
    ...(draws
      ? [
          {
            key: 'start',
            header: t('atelier.actions'),
            cell: ({ versionId, number }: Row) => (
              <StartFromButton of={of} kind={name} versionId={versionId} number={number} />
            ),
          },
        ]
      : []),
  ];
  return (
    <Loaded query={query} wholePage skeleton={<TableSkeleton columns={5} />}>
      {({ title, items }) => (
        <Page
          title={words('versions.title', { title: read(title) })}
          lead={words('versions.lead')}
          crumbs={[{ to: ATELIER_HOME[of], text: t(`atelier.home.${of}`) }]}
        >
          <ListTable label={words('versions.all')} columns={columns} rows={items} rowKey={(row) => row.versionId} />
          {items.length > 1 ? <CompareChoice items={items} /> : null}
        </Page>
      )}
    </Loaded>
  );
}
