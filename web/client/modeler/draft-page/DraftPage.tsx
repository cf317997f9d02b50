import '../atelier.scss';
import { InlineNotification, SkeletonText } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { NavLink, Outlet, useParams } from 'react-router';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { ATELIER_HOME } from '../../api/open-draft.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { DraftFilesProvider } from '../draft/DraftFilesProvider.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DRAFT_TABS } from './draft-tabs.ts';
import { ExportButton } from './ExportButton.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { SaveLine } from './SaveLine.tsx';

/** The draft of a circuit, or of what circuits share, and its tabs. */
export function DraftPage() {
  const { id = '' } = useParams();
  // Read once: from here on the page holds the fresher copy.
  const query = useQuery<CircuitDraftView>({
    // Not under its address: what refreshes lists must not read it again.
    queryKey: ['drawing', id],
    queryFn: ({ signal }) => call('GET /api/atelier/drafts/:id', { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useInSpace('circuits', query.data && ATELIER_HOME[query.data.of]);
  return (
    <Loaded query={query} wholePage skeleton={<SkeletonText heading paragraph lineCount={10} />}>
      {(draft) => (
        <DraftFilesProvider key={draft.id} draft={draft}>
          <Frame />
        </DraftFilesProvider>
      )}
    </Loaded>
  );
}

function Frame() {
  const { t, read } = useLanguage();
  const { draft, saveState } = useDraftFiles();
  const [settling, setSettling] = useState(false);
  /** Who saved meanwhile, once what they saved and what was changed here stand together; '' where nobody knows. */
  const [mergedWith, setMergedWith] = useState<string | null>(null);
  const inConflict = saveState.is === 'conflict';
  useEffect(() => setSettling(inConflict), [inConflict]);
  const { baseVersion } = draft;
  return (
    <Page
      title={t('atelier.draftTitle', { title: read(draft.title) })}
      crumbs={[{ to: ATELIER_HOME[draft.of], text: t(`atelier.home.${draft.of}`) }]}
      lead={
        <span className="h-lead-line">
          <code>{draft.kind}</code>
          <span>{t(`atelier.origin.${draft.origin}`)}</span>
          {baseVersion ? <span>{t('atelier.basedOn', { number: baseVersion.number })}</span> : null}
          {baseVersion && !baseVersion.current ? <span className="h-amber">{t('atelier.outdated')}</span> : null}
        </span>
      }
      actions={
        <>
          {draft.of === 'kind' ? <ExportButton /> : null}
          <SaveLine onSettle={() => setSettling(true)} />
        </>
      }
    >
      <PassedNotice />
      {mergedWith === null ? null : (
        <InlineNotification
          kind="info"
          lowContrast
          role="status"
          title={mergedWith === '' ? t('atelier.merged') : t('atelier.mergedWith', { name: mergedWith })}
          subtitle={t('atelier.mergedText')}
          statusIconDescription={t('common.info')}
          onClose={() => setMergedWith(null)}
        />
      )}
      <nav className="h-atelier__tabs" aria-label={t('atelier.tabsLabel')}>
        <ul>
          {DRAFT_TABS.filter(({ of }) => of.includes(draft.of)).map(({ path }) => (
            <li key={path}>
              <NavLink to={path} preventScrollReset>
                {t(`atelier.tabs.${path}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
      <LeaveGuard />
      {settling && saveState.is === 'conflict' ? (
        <ConflictDialog
          error={saveState.error}
          onClose={() => setSettling(false)}
          onMerged={(name) => setMergedWith(name ?? '')}
        />
      ) : null}
    </Page>
  );
}
