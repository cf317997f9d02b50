import { Edit, TrashCan } from '@carbon/icons-react';
import { Button, IconButton } from '@carbon/react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { forgetLocalCopy } from '#web/client/api/local-copy.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { NotRead } from '#web/client/ui/NotRead.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { DraftSummary } from '#web/contract/requests/drafts.ts';

// Few come to delete one: the first page does without what dialogs weigh.
const ConfirmDialog = lazy(async () => ({ default: (await import('#web/client/ui/ConfirmDialog.tsx')).ConfirmDialog }));

/** Forms begun and not sent: to resume, from this browser or another. */
export function HomeDrafts() {
  const { t, language, read } = useLanguage();
  const me = useMe();
  const query = useApi('GET /api/drafts');
  const [leaving, setLeaving] = useState<DraftSummary | null>(null);
  if (!query.data) return <NotRead title={t('agent.drafts')} query={query} />;
  if (query.data.items.length === 0) return null;
  return (
    <Panel title={t('agent.drafts')}>
      <ul className="h-rows">
        {query.data.items.map((draft) => (
          <li key={draft.id} className="h-row h-row--draft">
            <span className="h-two">
              <strong>{read(draft.title)}</strong>
              {draft.agent ? <span>{t('agent.draftFor', { name: fullName(draft.agent) })}</span> : null}
              <span className="h-muted">{t('agent.savedOn', { date: moment(draft.updatedAt, language) })}</span>
            </span>
            <span className="h-row__actions">
              <Button as={Link} to={`/drafts/${draft.id}`} kind="tertiary" size="sm" renderIcon={Edit}>
                {t('agent.resume')}
                <span className="h-hidden"> {read(draft.title)}</span>
              </Button>
              <IconButton
                kind="ghost"
                size="sm"
                label={t('agent.deleteDraftOf', { title: read(draft.title) })}
                align="left"
                onClick={() => setLeaving(draft)}
              >
                <TrashCan />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      {leaving ? (
        <Suspense>
          <ConfirmDialog
            danger
            title={t('agent.deleteDraftTitle')}
            confirm={t('agent.deleteDraft')}
            onClose={() => setLeaving(null)}
            onConfirm={async () => {
              await call('DELETE /api/drafts/:id', { params: { id: leaving.id } });
              forgetLocalCopy(me.id, leaving.id);
              await refresh('/api/drafts', '/api/me');
              setLeaving(null);
            }}
          >
            <p>{t('agent.deleteDraftText', { title: read(leaving.title) })}</p>
          </ConfirmDialog>
        </Suspense>
      ) : null}
    </Panel>
  );
}
