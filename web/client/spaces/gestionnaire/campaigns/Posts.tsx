import { TrashCan } from '@carbon/icons-react';
import { Button, Stack } from '@carbon/react';
import { takesPosts } from '#domain/campaign/campaign.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { CampaignPostRow, CampaignView } from '#web/contract/operations/campaigns.ts';
import { AddPosts } from './AddPosts.tsx';

/** The posts of a campaign; while it is prepared, they are written here. */
export function Posts({ view, onDone }: { view: CampaignView; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const { id } = view;
  const list = useList('GET /api/campaigns/:id/posts', { params: { id }, prefix: 'posts' });
  const may = view.may.steer && takesPosts(view.state);
  const remove = (code: string) =>
    attempt(
      async () => {
        await call('DELETE /api/campaigns/:id/posts/:code', { params: { id, code } });
        await refresh('/api/campaigns');
        onDone(t('campaigns.done'));
      },
      { again: true },
    );
  const columns: Column<CampaignPostRow>[] = [
    {
      key: 'post',
      header: t('campaigns.postTitle'),
      cell: ({ code, title, profile }) => (
        <span className="h-two">
          <span>{title}</span>
          <span className="h-muted">{code}</span>
          {profile === '' ? null : <span className="h-muted">{profile}</span>}
        </span>
      ),
    },
    { key: 'structure', header: t('campaigns.postStructure'), cell: ({ structure }) => structure.name },
    {
      key: 'places',
      header: t('campaigns.places'),
      cell: ({ places }) => (places === 0 ? t('campaigns.noPlace') : places),
    },
    {
      key: 'askedBy',
      header: t('campaigns.askedBy'),
      cell: ({ askedBy }) => (askedBy === 0 ? t('campaigns.nobody') : askedBy),
    },
    ...(view.ranking?.state === 'done' ? [filledColumn(t)] : []),
    ...(may
      ? [
          {
            key: 'remove',
            header: '',
            cell: ({ code }: CampaignPostRow) => (
              <Button
                kind="ghost"
                size="sm"
                hasIconOnly
                renderIcon={TrashCan}
                iconDescription={t('campaigns.removePost', { code })}
                disabled={busy}
                onClick={() => void remove(code)}
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <Panel title={t('campaigns.posts')}>
      <Stack gap={6}>
        <FailureNote problem={problem} />
        {may ? <AddPosts id={id} onDone={onDone} /> : null}
        <PagedList
          label={t('campaigns.posts')}
          list={list}
          columns={columns}
          rowKey={({ code }) => code}
          empty={<EmptyState title={t('campaigns.noPost')} text={t('campaigns.noPostText')} />}
        />
      </Stack>
    </Panel>
  );
}

const filledColumn = (t: ReturnType<typeof useLanguage>['t']): Column<CampaignPostRow> => ({
  key: 'filled',
  header: t('campaigns.filled'),
  cell: ({ places, filled }) => {
    if (filled === null || places === 0) return null;
    return filled === 0 ? t('campaigns.vacant') : t('campaigns.filledOf', { filled, places });
  },
});
