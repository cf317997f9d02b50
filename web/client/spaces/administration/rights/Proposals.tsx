import { Button, Tag } from '@carbon/react';
import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { type FiltersOf, ListFilters } from '#web/client/ui/lists/ListFilters.tsx';
import type { ColumnsOf } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import type { ProposalRow } from '#web/contract/operations/administration.ts';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { StructureCell } from '../cells.tsx';
import { ConfirmAll } from './ConfirmAll.tsx';
import { PowerCell } from './PowerCell.tsx';
import { type Answer, ProposalDialog } from './ProposalDialog.tsx';
import { useProposalName } from './use-proposal-name.ts';

/** What two administrators give: what waits for the second one, and what was answered. */
export function Proposals() {
  const { t, language } = useLanguage();
  const list = useList('GET /api/administration/proposals');
  const nameOf = useProposalName();
  const [notice, setNotice] = useState('');
  const [asking, setAsking] = useState<{ answer: Answer; row: ProposalRow } | null>(null);
  const columns: ColumnsOf<'GET /api/administration/proposals'> = [
    {
      key: 'what',
      header: t('administration.proposals.what'),
      cell: (row) => <PowerCell name={nameOf(row)} row={row} />,
    },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: (row) => <StructureCell structure={row.parent ?? row.structure} />,
    },
    {
      key: 'proposed',
      header: t('administration.proposals.proposedBy'),
      cell: (row) => (
        <span className="h-two">
          <span>{row.mine ? t('administration.mine') : fullName(row.proposedBy)}</span>
          <span className="h-muted">{moment(row.proposedAt, language)}</span>
        </span>
      ),
    },
    {
      key: 'answer',
      header: t('administration.proposals.answer'),
      cell: (row) =>
        row.outcome === null ? (
          <Answers row={row} name={nameOf(row)} onAsk={(answer) => setAsking({ answer, row })} />
        ) : (
          <Answered row={row} />
        ),
    },
  ];
  const filters: FiltersOf<'GET /api/administration/proposals'> = [
    {
      by: 'answered',
      label: t('administration.proposals.which'),
      all: t('administration.proposals.waiting'),
      choices: [{ value: 'true', text: t('administration.proposals.answered') }],
    },
  ];
  return (
    <AdministrationPage of="proposals" notice={notice}>
      <ListFilters label={t('administration.searchPerson')} list={list} filters={filters} />
      <ConfirmAll rows={list.query.data?.items ?? []} nameOf={nameOf} />
      <PagedList
        label={t('administration.proposals.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('administration.proposals.none')} text={t('administration.proposals.noneText')} />}
      />
      {asking ? (
        <ProposalDialog
          {...asking}
          name={nameOf(asking.row)}
          onClose={() => setAsking(null)}
          onDone={(said) => {
            setAsking(null);
            setNotice(said);
          }}
        />
      ) : null}
    </AdministrationPage>
  );
}

/** What the reader can answer; or why they cannot confirm. */
function Answers({ row, name, onAsk }: { row: ProposalRow; name: string; onAsk: (answer: Answer) => void }) {
  const { t, known } = useLanguage();
  const button = (answer: Answer) => (
    <Button
      key={answer}
      kind={answer === 'confirmation' ? 'primary' : 'ghost'}
      size="sm"
      aria-label={t(`administration.proposals.${answer}Of`, { name })}
      onClick={() => onAsk(answer)}
    >
      {t(`administration.proposals.${answer}`)}
    </Button>
  );
  if (row.mine)
    return (
      <span className="h-two">
        <span className="h-muted">{t('administration.proposals.waitsForAnother')}</span>
        {button('withdrawal')}
      </span>
    );
  if (row.refusal === null) return <>{(['confirmation', 'refusal'] as const).map(button)}</>;
  return (
    <span className="h-two">
      <span className="h-muted">{known(`errors.${row.refusal}`, {}, t('administration.proposals.notYours'))}</span>
      {row.refusal === 'proposer-not-entitled' || row.refusal === 'own-gain' ? button('refusal') : null}
    </span>
  );
}

function Answered({ row }: { row: ProposalRow }) {
  const { t, language } = useLanguage();
  if (row.outcome === null) return null;
  return (
    <span className="h-two">
      <Tag type={row.outcome === 'confirmed' ? 'green' : 'gray'}>
        {t(`administration.proposals.outcomes.${row.outcome}`)}
      </Tag>
      <span className="h-muted">
        {[row.answeredBy && fullName(row.answeredBy), row.answeredAt && moment(row.answeredAt, language)]
          .filter(Boolean)
          .join(', ')}
      </span>
      {row.answerReason ? <span lang="fr">{row.answerReason}</span> : null}
    </span>
  );
}
