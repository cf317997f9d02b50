import { Button } from '@carbon/react';
import { useParams } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { PreparedDesk } from '#web/contract/signing/desk-preparation.ts';
import { FoldTop } from '../FoldItem.tsx';
import { useDeskAddress } from '../use-desk-address.ts';
import { DeskSwitch } from './DeskSwitch.tsx';
import { PreparedAct } from './PreparedAct.tsx';
import { PreparedFold } from './PreparedFold.tsx';
import { usePreparedFold } from './use-prepared-fold.ts';

/** The desk of a signatory, as their assistant prepares it: put in order, set aside, annotated; nothing is opened nor signed there. */
export function PreparedDeskPage() {
  const { id = '' } = useParams();
  useInSpace(taskSpace(useMe()));
  const { address } = useDeskAddress();
  const aside = address.aside === 'true' ? ('true' as const) : undefined;
  const query = useApi('GET /api/signing/desks/:id', { params: { id }, query: { aside }, keepPrevious: true });
  return (
    <Loaded query={query} wholePage>
      {(desk) => <Desk desk={desk} />}
    </Loaded>
  );
}

function Desk({ desk }: { desk: PreparedDesk }) {
  const { t } = useLanguage();
  const { address, set, filter } = useDeskAddress();
  const open = usePreparedFold(desk.signatory.id);
  const { aside, fold } = address;
  return (
    <Page title={t('desk.prepared.title', { person: fullName(desk.signatory) })} lead={t('desk.prepared.lead')}>
      <DeskSwitch of={desk.signatory.id} />
      <div className="h-filters">
        {desk.setAside > 0 || aside ? (
          <Button
            kind="ghost"
            size="md"
            aria-pressed={aside === 'true'}
            onClick={() => filter({ aside: aside ? '' : 'true' })}
          >
            {t('desk.asides', { count: desk.setAside })}
          </Button>
        ) : null}
        <p className="h-filters__total" role="status">
          {t('desk.total', { count: desk.shown })} {desk.more ? t('desk.prepared.more') : ''}
        </p>
      </div>
      {desk.folds.length === 0 ? (
        <EmptyState title={t('desk.prepared.none')} />
      ) : (
        <div className="h-desk">
          <section className="h-desk__list" aria-label={t('desk.folds')}>
            <p className="h-help">{t('desk.prepared.keys')}</p>
            <ul className="h-folds">
              {desk.folds.map((summary) => (
                <li key={summary.id} className="h-fold">
                  <FoldTop
                    summary={summary}
                    open={fold === summary.id}
                    onToggle={(opens) => set({ fold: opens ? summary.id : '', task: '' })}
                  />
                  {fold === summary.id ? (
                    <div id={`fold-${summary.id}`}>
                      <PreparedFold of={open} />
                    </div>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
          <section className="h-desk__act" aria-label={t('desk.pane')}>
            {open.chosen ? (
              <PreparedAct key={open.chosen.taskKey} act={open.chosen} of={open} signatory={desk.signatory} />
            ) : (
              <p className="h-muted">{t('desk.prepared.choose')}</p>
            )}
          </section>
        </div>
      )}
    </Page>
  );
}
