import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Navigate, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import type { Me, Space } from '#web/contract/account/me.ts';
import { ApiProblem } from '../api/api.ts';
import { useLiveScreens } from '../api/live.ts';
import { allCopies } from '../api/local-copy.ts';
import { reading } from '../api/query.ts';
import { alsoSpeak, speak } from '../language/language.ts';
import { useLanguage } from '../language/use-language.ts';
import { Failure } from '../ui/Failure.tsx';
import { MeProvider } from './me.tsx';
import { OfflineBanner } from './OfflineBanner.tsx';
import { PortalHeader } from './PortalHeader.tsx';
import { SessionEnded } from './SessionEnded.tsx';
import { SpaceNavigation } from './SpaceNavigation.tsx';
import { SpaceContext } from './space.tsx';

/** Rarely seen: its code, its texts and its styles come when it is. */
const SecondFactorGate = lazy(async () => {
  const sheet = import('../styles/pages.scss');
  const [gate] = await Promise.all([import('./SecondFactorGate.tsx'), sheet, alsoSpeak('pages', 'faults')]);
  return { default: gate.SecondFactorGate };
});

/** The frame of every page once signed in. */
export function Portal() {
  const location = useLocation();
  const query = useQuery(reading('GET /api/me', { anonymous: true }));
  if (query.data?.secondFactor)
    return (
      <Suspense>
        <SecondFactorGate me={query.data} />
      </Suspense>
    );
  if (query.data) return <Frame me={query.data} />;
  if (query.error instanceof ApiProblem && query.error.status === 401) {
    const back = location.pathname + location.search;
    return <Navigate to={back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`} replace />;
  }
  if (query.error) {
    return (
      <main className="h-alone">
        <Failure error={query.error} retry={() => void query.refetch()} />
      </main>
    );
  }
  return null;
}

function Frame({ me }: { me: Me }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState<{ space: Space; under?: string | undefined }>({ space: 'agent' });
  const [navigationOpen, setNavigationOpen] = useState(false);
  const location = useLocation();
  const moving = useNavigation().state !== 'idle';
  const enter = useCallback(
    (space: Space, under?: string) =>
      setShown((now) => (now.space === space && now.under === under ? now : { space, under })),
    [],
  );
  const spaceContext = useMemo(() => ({ ...shown, enter }), [shown, enter]);
  useLiveScreens();

  useEffect(() => {
    void speak(me.language);
  }, [me.language]);

  // What was typed in this browser stays in it no longer than it serves.
  useEffect(() => {
    if (allCopies().length > 0)
      void import('../api/forget-copies.ts').then(({ forgetOldCopies, forgetOverTasks }) => {
        forgetOldCopies();
        void forgetOverTasks(me.id);
      });
  }, [me.id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the navigation closes when the page changes
  useEffect(() => setNavigationOpen(false), [location.pathname]);

  return (
    <MeProvider value={me}>
      <SpaceContext.Provider value={spaceContext}>
        <a className="h-skip" href="#content">
          {t('shell.skip')}
        </a>
        <PortalHeader navigationOpen={navigationOpen} toggleNavigation={() => setNavigationOpen(!navigationOpen)} />
        <SpaceNavigation open={navigationOpen} close={() => setNavigationOpen(false)} />
        <main id="content" className="h-main" tabIndex={-1} aria-busy={moving}>
          {moving ? <div className="h-moving" /> : null}
          <OfflineBanner />
          <Outlet />
        </main>
        <SessionEnded />
        <ScrollRestoration />
      </SpaceContext.Provider>
    </MeProvider>
  );
}
