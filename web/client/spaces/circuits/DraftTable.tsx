import { Edit, TrashCan } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import type { CircuitDraftSummary } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { draftAddress } from '../../api/open-draft.ts';
import { refresh } from '../../api/query.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';

/** The drafts under way: any analyst may go on with any of them. */
export function DraftTable({ drafts, of }: { drafts: readonly CircuitDraftSummary[]; of?: PartType }) {
  const { t, language, read } = useLanguage();
  const [discarding, setDiscarding] = useState<CircuitDraftSummary | null>(null);
  if (drafts.length === 0)
    return (
      <EmptyState
        title={of ? t(`atelier.parts.${of}.noDraft`) : t('atelier.noDraft')}
        text={of ? t(`atelier.parts.${of}.noDraftText`) : t('atelier.noDraftText')}
      />
    );
  const columns: Column<CircuitDraftSummary>[] = [
    {
      key: 'circuit',
      header: of ? t('atelier.parts.name') : t('atelier.circuit'),
      cell: (draft) => (
        <span className="h-two">
          <Link to={draftAddress(draft.id)}>{read(draft.title)}</Link>
          <code className="h-muted">{draft.kind}</code>
        </span>
      ),
    },
    {
      key: 'base',
      header: t('atelier.base'),
      cell: ({ origin, baseVersion }) => (
        <span className="h-two">
          <span>{baseVersion ? t('atelier.basedOn', { number: baseVersion.number }) : t('atelier.noVersion')}</span>
          <span className="h-muted">
            {baseVersion && !baseVersion.current ? t('atelier.outdated') : t(`atelier.origin.${origin}`)}
          </span>
        </span>
      ),
    },
    {
      key: 'touched',
      header: t('atelier.touched'),
      cell: ({ updatedAt, updatedBy }) =>
        updatedBy
          ? t('atelier.touchedBy', { date: moment(updatedAt, language), name: fullName(updatedBy) })
          : t('atelier.touchedByRelease', { date: moment(updatedAt, language) }),
    },
    {
      key: 'proposal',
      header: t('atelier.proposal.column'),
      cell: ({ proposal }) =>
        proposal ? (
          <Link to={`/circuits/proposals/${proposal.id}`}>{t(`atelier.proposal.state.${proposal.state}`)}</Link>
        ) : (
          <span className="h-muted">{t('atelier.proposal.none')}</span>
        ),
    },
    {
      key: 'actions',
      header: t('atelier.actions'),
      cell: (draft) =>
        draft.publishing ? (
          <Tag type="blue">{t('atelier.publishingNow')}</Tag>
        ) : (
          <span className="h-atelier__row-actions">
            <Button
              as={Link}
              to={draftAddress(draft.id)}
              kind="ghost"
              size="sm"
              renderIcon={Edit}
              aria-label={t('atelier.goOnWhich', { title: read(draft.title) })}
            >
              {t('atelier.goOn')}
            </Button>
            <Button
              kind="danger--ghost"
              size="sm"
              renderIcon={TrashCan}
              aria-label={t('atelier.discardWhich', { title: read(draft.title) })}
              onClick={() => setDiscarding(draft)}
            >
              {t('atelier.discard')}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <ListTable label={t('atelier.drafts')} columns={columns} rows={[...drafts]} rowKey={(draft) => draft.id} />
      {discarding ? (
        <ConfirmDialog
          title={t('atelier.discardTitle')}
          confirm={t('atelier.discard')}
          danger
          onClose={() => setDiscarding(null)}
          onConfirm={async () => {
            await call('DELETE /api/atelier/drafts/:id', { params: { id: discarding.id } });
            await refresh('/api/atelier/drafts');
            setDiscarding(null);
          }}
        >
          <p className="h-text">{t('atelier.discardText')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
