import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { DRAFT_TABS } from '../modeler/draft/draft-tabs.ts';
import { AgentHome } from '../spaces/agent/AgentHome.tsx';
import { NotFound } from './NotFound.tsx';
import { PageCrash } from './PageCrash.tsx';
import { Portal } from './Portal.tsx';
import { SignIn } from './SignIn.tsx';

/** A page whose code is downloaded when it is first opened. */
const lazily = (path: string, load: () => Promise<React.ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

/** A page of the atelier, which has words of its own. */
const atelier = (path: string, load: () => Promise<React.ComponentType>): RouteObject =>
  lazily(path, async () => {
    const [Component, { speakAtelier }] = await Promise.all([load(), import('../language/atelier.ts')]);
    await speakAtelier();
    return Component;
  });

/** The draft of a circuit, one page for each of its tabs. */
const draftOfCircuit: RouteObject = Object.assign(
  atelier('circuits/drafts/:id', async () => (await import('../modeler/draft/DraftPage.tsx')).DraftPage),
  {
    children: [
      { index: true, element: <Navigate to="diagram" replace /> },
      ...DRAFT_TABS.map(({ path, load }) => lazily(path, load)),
    ],
  },
);

/** A page of administrators, who have words of their own. */
const administered = (path: string, load: () => Promise<React.ComponentType>): RouteObject =>
  lazily(path, async () => {
    const [Component, { speakAdministration }] = await Promise.all([load(), import('../language/administration.ts')]);
    await speakAdministration();
    return Component;
  });

const administration: RouteObject[] = [
  administered('operations', async () => (await import('../spaces/operations/OperationsHome.tsx')).OperationsHome),
  administered(
    'operations/circuits',
    async () => (await import('../spaces/operations/RunningCircuits.tsx')).RunningCircuits,
  ),
  administered(
    'operations/circuits/:versionId',
    async () => (await import('../spaces/operations/RunningCircuit.tsx')).RunningCircuit,
  ),
  administered(
    'administration/structures',
    async () => (await import('../spaces/administration/Structures.tsx')).Structures,
  ),
  administered('administration/postings', async () => (await import('../spaces/administration/Postings.tsx')).Postings),
  administered(
    'administration/habilitations',
    async () => (await import('../spaces/administration/Habilitations.tsx')).Habilitations,
  ),
  administered(
    'administration/delegations',
    async () => (await import('../spaces/administration/Delegations.tsx')).Delegations,
  ),
  administered('administration/absences', async () => (await import('../spaces/administration/Absences.tsx')).Absences),
  administered('administration/openings', async () => (await import('../spaces/administration/Openings.tsx')).Openings),
  administered('administration/audit', async () => (await import('../spaces/administration/AuditHome.tsx')).AuditHome),
  administered(
    'administration/audit/requests/:id',
    async () => (await import('../spaces/administration/Audit.tsx')).AuditOfRequest,
  ),
  administered(
    'administration/audit/people/:id',
    async () => (await import('../spaces/administration/Audit.tsx')).AuditOfPerson,
  ),
  administered(
    'administration/audit/system',
    async () => (await import('../spaces/administration/Audit.tsx')).AuditOfSystem,
  ),
];

/** A page of the pay space, which has words of its own. */
const paid = (path: string, load: () => Promise<React.ComponentType>): RouteObject =>
  lazily(path, async () => {
    const [Component, { speakPay }] = await Promise.all([load(), import('../language/pay.ts')]);
    await speakPay();
    return Component;
  });

const pages: RouteObject[] = [
  { index: true, Component: AgentHome },
  lazily('catalogue', async () => (await import('../spaces/agent/Catalogue.tsx')).Catalogue),
  lazily('catalogue/:kind', async () => (await import('../spaces/agent/KindPage.tsx')).KindPage),
  lazily('drafts/:id', async () => (await import('../spaces/agent/DraftPage.tsx')).DraftPage),
  lazily('requests', async () => (await import('../spaces/agent/MyRequests.tsx')).MyRequests),
  lazily('requests/:id', async () => (await import('../spaces/request/RequestPage.tsx')).RequestPage),
  lazily('tasks', async () => (await import('../spaces/tasks/TaskList.tsx')).TaskList),
  lazily('tasks/:key', async () => (await import('../spaces/tasks/TaskPage.tsx')).TaskPage),
  lazily('decisions', async () => (await import('../spaces/tasks/ActedRequests.tsx')).ActedRequests),
  lazily('followed', async () => (await import('../spaces/gestionnaire/FollowedRequests.tsx')).FollowedRequests),
  lazily('people', async () => (await import('../spaces/gestionnaire/People.tsx')).People),
  lazily('people/:id/dossier', async () => (await import('../spaces/dossier/DossierPage.tsx')).OthersDossier),
  lazily('dossier', async () => (await import('../spaces/dossier/DossierPage.tsx')).MyDossier),
  lazily('notifications', async () => (await import('../spaces/account/Notifications.tsx')).Notifications),
  lazily('account', async () => (await import('../spaces/account/Account.tsx')).Account),
  paid('pay/batches', async () => (await import('../spaces/pay/PayBatches.tsx')).PayBatches),
  paid('pay/agents/:id', async () => (await import('../spaces/pay/PayAgent.tsx')).PayAgent),
  lazily('acts/new', async () => (await import('../spaces/gestionnaire/StartAct.tsx')).ChooseAgent),
  lazily('acts/new/:id', async () => (await import('../spaces/gestionnaire/StartAct.tsx')).ChooseAct),
  paid('pay', async () => (await import('../spaces/pay/PayHome.tsx')).PayHome),
  atelier('circuits', async () => (await import('../spaces/circuits/CircuitsPage.tsx')).CircuitsPage),
  draftOfCircuit,
  atelier('circuits/kinds/:kind', async () => (await import('../modeler/versions/KindVersions.tsx')).KindVersions),
  atelier('circuits/:versionId', async () => (await import('../modeler/versions/VersionPage.tsx')).VersionPage),
  atelier(
    'circuits/:versionId/comparison/:otherId',
    async () => (await import('../modeler/versions/ComparisonPage.tsx')).ComparisonPage,
  ),
  ...administration,
  { path: '*', Component: NotFound },
];

/** Every address of the portal. They mirror those of the API: /requests/:id, /tasks/:key… */
export const router = createBrowserRouter([
  { path: '/sign-in', Component: SignIn, ErrorBoundary: PageCrash, HydrateFallback: () => null },
  {
    path: '/',
    Component: Portal,
    HydrateFallback: () => null,
    ErrorBoundary: PageCrash,
    children: [{ ErrorBoundary: PageCrash, children: pages }],
  },
]);
