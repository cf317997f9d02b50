import { createBrowserRouter, type RouteObject } from 'react-router';
import type { Apart } from '../language/apart.ts';
import { alsoSpeak } from '../language/language.ts';
import { DRAFT_TABS } from '../modeler/draft-page/draft-tabs.ts';
import { AgentHome } from '../spaces/agent/home/AgentHome.tsx';
import { NotFound } from '../ui/NotFound.tsx';
import { PageCrash } from './PageCrash.tsx';
import { Portal } from './Portal.tsx';
import { loadSessionEndedDialog } from './SessionEnded.tsx';

/**
 * A page whose code is downloaded when it is first opened, with what every page but the first needs: the rest of the
 * style sheet and of the texts, the texts of its own space, the dialog that keeps what is typed when a session ends.
 */
const page = (path: string, load: () => Promise<React.ComponentType>, ...space: Apart[]): RouteObject => ({
  path,
  lazy: async () => {
    // The common sheet is asked for before those of the page, which come after it in the document.
    const sheet = import('../styles/pages.scss');
    const [Component] = await Promise.all([
      load(),
      sheet,
      alsoSpeak('pages', 'faults', ...space),
      loadSessionEndedDialog(),
    ]);
    return { Component };
  },
});

const nothing = () => null;

/** A page where nobody is signed in yet. */
const entrance = (path: string, load: () => Promise<React.ComponentType>, ...texts: Apart[]): RouteObject => ({
  path,
  lazy: async () => {
    const [Component] = await Promise.all([load(), alsoSpeak(...texts)]);
    return { Component };
  },
  ErrorBoundary: PageCrash,
  HydrateFallback: nothing,
});

const atelier = (path: string, load: () => Promise<React.ComponentType>) => page(path, load, 'atelier');
const gridPage = (path: string, load: () => Promise<React.ComponentType>) => page(path, load, 'grids');
const administered = (path: string, load: () => Promise<React.ComponentType>) => page(path, load, 'administration');
const paid = (path: string, load: () => Promise<React.ComponentType>) => page(path, load, 'pay');

/** The draft of a circuit, or of what circuits share: one page for each of its tabs. */
const draftOfCircuit: RouteObject = Object.assign(
  atelier('circuits/drafts/:id', async () => (await import('../modeler/draft-page/DraftPage.tsx')).DraftPage),
  {
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('../modeler/draft-page/FirstTab.tsx')).FirstTab }),
      },
      ...DRAFT_TABS.map(({ path, load }) => page(path, load)),
    ],
  },
);

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
    'operations/incidents/groups/:group',
    async () => (await import('../spaces/operations/incidents/GroupPage.tsx')).GroupPage,
  ),
  administered(
    'operations/incidents/retries',
    async () => (await import('../spaces/operations/incidents/Retries.tsx')).Retries,
  ),
  administered(
    'operations/incidents/retries/:id',
    async () => (await import('../spaces/operations/incidents/RetryPage.tsx')).RetryPage,
  ),
  administered(
    'operations/instances',
    async () => (await import('../spaces/operations/instances/Instances.tsx')).Instances,
  ),
  administered(
    'operations/instances/:key',
    async () => (await import('../spaces/operations/instances/InstancePage.tsx')).InstancePage,
  ),
  administered(
    'administration/structures',
    async () => (await import('../spaces/administration/structures/Structures.tsx')).Structures,
  ),
  administered(
    'administration/persons',
    async () => (await import('../spaces/administration/people/Persons.tsx')).Persons,
  ),
  page(
    'administration/persons/:id',
    async () => (await import('../spaces/administration/people/PersonPage.tsx')).PersonPage,
    'administration',
    'accounts',
  ),
  administered(
    'administration/imports',
    async () => (await import('../spaces/administration/provisioning/Imports.tsx')).Imports,
  ),
  administered(
    'administration/imports/:id',
    async () => (await import('../spaces/administration/provisioning/ImportReport.tsx')).ImportReport,
  ),
  administered(
    'administration/provisioned-rights',
    async () => (await import('../spaces/administration/rights/ProvisionedRights.tsx')).ProvisionedRights,
  ),
  administered(
    'administration/scim-tokens',
    async () => (await import('../spaces/administration/provisioning/ScimTokens.tsx')).ScimTokens,
  ),
  administered(
    'administration/postings',
    async () => (await import('../spaces/administration/people/Postings.tsx')).Postings,
  ),
  administered(
    'administration/habilitations',
    async () => (await import('../spaces/administration/rights/Habilitations.tsx')).Habilitations,
  ),
  administered(
    'administration/proposals',
    async () => (await import('../spaces/administration/rights/Proposals.tsx')).Proposals,
  ),
  administered(
    'administration/delegations',
    async () => (await import('../spaces/administration/rights/Delegations.tsx')).Delegations,
  ),
  administered(
    'administration/absences',
    async () => (await import('../spaces/administration/people/Absences.tsx')).Absences,
  ),
  page(
    'administration/sign-ins',
    async () => (await import('../spaces/administration/journal/SignIns.tsx')).SignIns,
    'administration',
    'accounts',
  ),
  administered(
    'administration/openings',
    async () => (await import('../spaces/administration/structures/Openings.tsx')).Openings,
  ),
  administered(
    'administration/audit',
    async () => (await import('../spaces/administration/journal/AuditHome.tsx')).AuditHome,
  ),
  administered(
    'administration/audit/requests/:id',
    async () => (await import('../spaces/administration/journal/Audit.tsx')).AuditOfRequest,
  ),
  administered(
    'administration/audit/people/:id',
    async () => (await import('../spaces/administration/journal/Audit.tsx')).AuditOfPerson,
  ),
  administered(
    'administration/audit/system',
    async () => (await import('../spaces/administration/journal/Audit.tsx')).AuditOfSystem,
  ),
];

const pages: RouteObject[] = [
  { index: true, Component: AgentHome },
  page('catalogue', async () => (await import('../spaces/agent/Catalogue.tsx')).Catalogue),
  page('catalogue/:kind', async () => (await import('../spaces/agent/KindPage.tsx')).KindPage),
  page('drafts/:id', async () => (await import('../spaces/agent/draft/DraftPage.tsx')).DraftPage),
  page('requests', async () => (await import('../spaces/agent/MyRequests.tsx')).MyRequests),
  page('requests/:id', async () => (await import('../spaces/request/RequestPage.tsx')).RequestPage),
  page('tasks', async () => (await import('../spaces/tasks/TaskList.tsx')).TaskList),
  page('desk', async () => (await import('../spaces/desk/DeskPage.tsx')).DeskPage),
  page('desk/:id', async () => (await import('../spaces/desk/prepared/PreparedDeskPage.tsx')).PreparedDeskPage),
  page('desk/batches', async () => (await import('../spaces/desk/batch/PastBatches.tsx')).PastBatches),
  page('desk/batches/:of/:id', async () => (await import('../spaces/desk/batch/BatchPage.tsx')).BatchPage),
  page('team', async () => (await import('../spaces/tasks/team/TeamAbsences.tsx')).TeamAbsences),
  page('tasks/:key', async () => (await import('../spaces/tasks/TaskPage.tsx')).TaskPage),
  page('decisions', async () => (await import('../spaces/tasks/ActedRequests.tsx')).ActedRequests),
  page('followed', async () => (await import('../spaces/gestionnaire/FollowedRequests.tsx')).FollowedRequests),
  page('registry', async () => (await import('../spaces/gestionnaire/Registry.tsx')).Registry, 'acts'),
  page(
    'registry/eliminations',
    async () => (await import('../spaces/gestionnaire/Eliminations.tsx')).Eliminations,
    'acts',
  ),
  page(
    'registry/eliminations/:id',
    async () => (await import('../spaces/gestionnaire/EliminationPage.tsx')).EliminationPage,
    'acts',
  ),
  page('people', async () => (await import('../spaces/gestionnaire/People.tsx')).People),
  page('people/:id/dossier', async () => (await import('../spaces/dossier/DossierPage.tsx')).OthersDossier, 'accounts'),
  page('people/:id/situation', async () => (await import('../spaces/situation/SituationPage.tsx')).OthersSituation),
  page('situation', async () => (await import('../spaces/situation/SituationPage.tsx')).MySituation),
  page('dossier', async () => (await import('../spaces/dossier/DossierPage.tsx')).MyDossier),
  page('notifications', async () => (await import('../spaces/account/Notifications.tsx')).Notifications),
  page('account', async () => (await import('../spaces/account/Account.tsx')).Account, 'accounts'),
  paid('pay/batches', async () => (await import('../spaces/pay/PayBatches.tsx')).PayBatches),
  paid('pay/agents/:id', async () => (await import('../spaces/pay/PayAgent.tsx')).PayAgent),
  page('acts/batches', async () => (await import('../spaces/gestionnaire/batches/pages.ts')).Batches),
  page('acts/batches/new/:kind', async () => (await import('../spaces/gestionnaire/batches/pages.ts')).NewBatch),
  page('acts/batches/:id', async () => (await import('../spaces/gestionnaire/batches/pages.ts')).BatchPage),
  page('campaigns', async () => (await import('../spaces/gestionnaire/batches/pages.ts')).Campaigns),
  page('campaigns/:id', async () => (await import('../spaces/gestionnaire/batches/pages.ts')).CampaignPage),
  page('acts/team', async () => (await import('../spaces/gestionnaire/StartAct.tsx')).ChooseTeamMember),
  page('acts/new', async () => (await import('../spaces/gestionnaire/StartAct.tsx')).ChooseAgent),
  page('acts/new/:id', async () => (await import('../spaces/gestionnaire/StartAct.tsx')).ChooseAct),
  paid('pay', async () => (await import('../spaces/pay/PayHome.tsx')).PayHome),
  atelier('circuits', async () => (await import('../spaces/circuits/CircuitsPage.tsx')).CircuitsPage),
  draftOfCircuit,
  gridPage('circuits/grids', async () => (await import('../spaces/circuits/grids/GridsPage.tsx')).GridsPage),
  gridPage('circuits/grids/new', async () => (await import('../spaces/circuits/grids/NewGridPage.tsx')).NewGridPage),
  gridPage('circuits/grids/:name', async () => (await import('../spaces/circuits/grids/GridPage.tsx')).GridPage),
  gridPage(
    'circuits/grids/:name/edit',
    async () => (await import('../spaces/circuits/grids/GridEditPage.tsx')).GridEditPage,
  ),
  atelier('circuits/proposals/:id', async () => (await import('../modeler/publication/ProposalPage.tsx')).ProposalPage),
  atelier('circuits/blocks', async () => (await import('../spaces/circuits/PartsPage.tsx')).BlocksPage),
  atelier('circuits/themes', async () => (await import('../spaces/circuits/PartsPage.tsx')).ThemesPage),
  atelier(
    'circuits/:parts/:name/versions',
    async () => (await import('../modeler/versions/PartVersions.tsx')).PartVersions,
  ),
  atelier(
    'circuits/:parts/:name/versions/:versionId',
    async () => (await import('../modeler/versions/PartVersionPage.tsx')).PartVersionPage,
  ),
  atelier('circuits/kinds/:kind', async () => (await import('../modeler/versions/KindVersions.tsx')).KindVersions),
  atelier('circuits/:versionId', async () => (await import('../modeler/versions/VersionPage.tsx')).VersionPage),
  atelier(
    'circuits/:versionId/comparison/:otherId',
    async () => (await import('../modeler/comparison/ComparisonPage.tsx')).ComparisonPage,
  ),
  ...administration,
  { path: '*', Component: NotFound },
];

/** Every address of the portal. They mirror those of the API: /requests/:id, /tasks/:key… */
export const router = createBrowserRouter([
  {
    path: '/sign-in',
    lazy: async () => ({ Component: (await import('./SignIn.tsx')).SignIn }),
    ErrorBoundary: PageCrash,
    HydrateFallback: () => null,
  },
  entrance(
    '/forgotten',
    async () => (await import('./entrance/ForgottenPage.tsx')).ForgottenPage,
    'accounts',
    'faults',
  ),
  entrance('/link', async () => (await import('./entrance/LinkPage.tsx')).LinkPage, 'accounts', 'faults'),
  entrance('/verifier/:reference?', async () => (await import('./entrance/VerifyPage.tsx')).VerifyPage, 'acts'),
  {
    path: '/',
    Component: Portal,
    HydrateFallback: () => null,
    ErrorBoundary: PageCrash,
    children: [{ ErrorBoundary: PageCrash, children: pages }],
  },
]);
