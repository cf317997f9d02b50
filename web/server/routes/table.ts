import { createVersions } from '#application/versions.ts';
import { api } from '#web/contract/api.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Route } from '../http/route.ts';
import { factorRoutes } from './account/factors.ts';
import { installationRoute } from './account/installation.ts';
import { linkRoutes } from './account/links.ts';
import { passwordRoutes } from './account/password.ts';
import { signInRoutes } from './account/sign-ins.ts';
import { actBatchRoutes } from './act-batches/act-batches.ts';
import { administrationRoutes } from './administration/administration.ts';
import { atelierRoutes } from './atelier/atelier.ts';
import { campaignRoutes } from './campaigns/campaigns.ts';
import { catalogueRoutes } from './catalogue/catalogue.ts';
import { circuitRoutes } from './circuits/circuits.ts';
import { dossierRoutes } from './dossiers/dossiers.ts';
import { peopleRoutes } from './dossiers/people.ts';
import { draftChangesRoute } from './drafts/changes.ts';
import { draftRoutes } from './drafts/drafts.ts';
import { draftPieceRoutes } from './drafts/pieces.ts';
import { draftStepUpRoute } from './drafts/step-up.ts';
import { submissionRoute } from './drafts/submission.ts';
import { gridRoutes } from './grids/grids.ts';
import { incidentGroupRoutes } from './incidents/groups.ts';
import { incidentRoutes } from './incidents/incidents.ts';
import { incidentLook } from './incidents/look.ts';
import { retryRoutes } from './incidents/retries.ts';
import { stoppageRoute } from './incidents/stoppage.ts';
import { assistantRoutes } from './me/assistants.ts';
import { ownDelegationRoutes } from './me/delegations.ts';
import { meRoutes } from './me/me.ts';
import { sessionRoutes } from './me/sessions.ts';
import { notificationRoutes } from './notifications/notifications.ts';
import { dailyRootsRoute } from './operations/daily-roots.ts';
import { demonstrationRoute } from './operations/demonstration.ts';
import { eventRoutes } from './operations/events.ts';
import { healthRoutes } from './operations/health.ts';
import { instanceRoutes } from './operations/instances.ts';
import { interventionRoutes } from './operations/interventions.ts';
import { migrationRoutes } from './operations/migrations.ts';
import { openapiRoute } from './operations/openapi.ts';
import { runningRoutes } from './operations/running.ts';
import { sealRoute } from './operations/seal.ts';
import { sealAuthorityRoute } from './operations/seal-authority.ts';
import { payAgentRoute } from './pay/agents.ts';
import { payBatchRoutes } from './pay/batches.ts';
import { payListRoute } from './pay/list.ts';
import { payPieceRoutes } from './pay/pieces.ts';
import { registryArchiveRoutes } from './registry/archive.ts';
import { depositRoutes } from './registry/deposits.ts';
import { eliminationRoutes } from './registry/eliminations.ts';
import { registryRoutes } from './registry/registry.ts';
import { requestDocumentRoutes } from './requests/documents.ts';
import { postRoutes } from './requests/post.ts';
import { requestRoutes } from './requests/requests.ts';
import { withdrawalRoute } from './requests/withdrawal.ts';
import { asideRoute } from './signing/aside.ts';
import { signingBatchRoutes } from './signing/batches.ts';
import { decisionBatchRoutes } from './signing/decision-batches.ts';
import { deskRoutes } from './signing/desk.ts';
import { pastBatchRoutes } from './signing/past-batches.ts';
import { preparationRoutes } from './signing/preparation.ts';
import { correctionRoutes } from './situations/corrections.ts';
import { situationRoutes } from './situations/situations.ts';
import { correctionRoute } from './tasks/correction.ts';
import { decisionRoute } from './tasks/decision.ts';
import { taskPieceRoutes } from './tasks/pieces.ts';
import { previewRoutes } from './tasks/preview.ts';
import { revealRoute } from './tasks/reveal.ts';
import { stepUpRoutes } from './tasks/step-up.ts';
import { taskRoutes } from './tasks/tasks.ts';
import { teamRoutes } from './tasks/team.ts';
import { verificationRoutes } from './verification/verifications.ts';

/**
 * Every address of the API, with its right: what is mounted, described, and walked by the test of rights.
 * @throws {Error} naming the endpoints of the contract that nobody serves
 */
export function allRoutes(dependencies: Dependencies): Route[] {
  const withVersions = { ...dependencies, versions: createVersions(dependencies.database) };
  const { engine, database } = dependencies;
  const look = incidentLook({ tx: database.prisma, engine, versions: withVersions.versions });
  const short = { ...dependencies, database: dependencies.live };
  const long = { ...withVersions, database: dependencies.heavy };
  const routes = [
    ...healthRoutes(short),
    demonstrationRoute(dependencies),
    sealAuthorityRoute(dependencies),
    ...verificationRoutes(dependencies),
    installationRoute(dependencies),
    ...linkRoutes(dependencies),
    ...passwordRoutes(dependencies),
    ...meRoutes(dependencies),
    ...sessionRoutes(dependencies),
    ...ownDelegationRoutes(dependencies),
    ...assistantRoutes(dependencies),
    ...signInRoutes(dependencies),
    ...factorRoutes(dependencies),
    ...catalogueRoutes(withVersions),
    ...draftRoutes(withVersions),
    draftChangesRoute(withVersions),
    ...draftPieceRoutes(withVersions),
    draftStepUpRoute(withVersions),
    submissionRoute(withVersions),
    ...actBatchRoutes(withVersions),
    ...campaignRoutes(withVersions),
    ...requestRoutes(withVersions),
    ...requestDocumentRoutes(dependencies),
    ...postRoutes(dependencies),
    ...registryRoutes(withVersions),
    ...registryArchiveRoutes(dependencies),
    ...depositRoutes(dependencies),
    ...eliminationRoutes(dependencies),
    withdrawalRoute(dependencies),
    ...taskRoutes(withVersions),
    ...deskRoutes(withVersions),
    ...preparationRoutes(withVersions),
    asideRoute(dependencies),
    ...previewRoutes(dependencies),
    ...stepUpRoutes(dependencies),
    ...pastBatchRoutes(dependencies),
    ...signingBatchRoutes(dependencies),
    ...decisionBatchRoutes(withVersions),
    correctionRoute(dependencies),
    decisionRoute(withVersions),
    revealRoute(withVersions),
    ...taskPieceRoutes(withVersions),
    ...dossierRoutes(dependencies),
    ...peopleRoutes(dependencies),
    ...teamRoutes(dependencies),
    ...situationRoutes(withVersions),
    ...correctionRoutes(dependencies),
    ...circuitRoutes(withVersions),
    ...atelierRoutes(dependencies),
    ...gridRoutes(dependencies),
    ...payPieceRoutes(withVersions),
    payAgentRoute(withVersions),
    ...payBatchRoutes(dependencies),
    payListRoute(long),
    ...incidentRoutes({ ...withVersions, look }),
    ...incidentGroupRoutes({ ...withVersions, look }),
    ...retryRoutes(withVersions),
    stoppageRoute(dependencies),
    ...runningRoutes({ ...dependencies, look }),
    ...instanceRoutes(withVersions),
    ...migrationRoutes(withVersions),
    ...interventionRoutes(withVersions),
    sealRoute(dependencies),
    dailyRootsRoute(dependencies),
    ...administrationRoutes(withVersions),
    ...notificationRoutes(withVersions),
    ...eventRoutes(short),
  ];
  const served = [...routes, openapiRoute(routes, dependencies.settings.baseUrl)];
  const names = new Set<string>(served.map(({ name }) => name));
  const unserved = Object.keys(api).filter((name) => !names.has(name));
  if (unserved.length > 0) throw new Error(`Nobody serves ${unserved.join(', ')}`);
  return served;
}
