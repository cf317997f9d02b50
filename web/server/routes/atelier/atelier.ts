import type { Dependencies } from '../../dependencies.ts';
import type { Route } from '../../http/route.ts';
import { circuitCheckRoutes } from './check.ts';
import { circuitDraftRoutes } from './drafts.ts';
import { circuitFilesRoute } from './files.ts';
import { kindModelRoutes } from './models.ts';
import { circuitPackageRoutes } from './packages.ts';
import { partRoutes } from './parts.ts';
import { circuitProposalRoutes } from './proposals.ts';
import { circuitVersionRoutes } from './versions.ts';

/** The atelier of circuits and of what they share, for analysts. */
export function atelierRoutes(dependencies: Dependencies): Route[] {
  return [
    ...circuitDraftRoutes(dependencies),
    circuitFilesRoute(dependencies),
    ...circuitCheckRoutes(dependencies),
    ...circuitProposalRoutes(dependencies),
    ...circuitVersionRoutes(dependencies),
    ...circuitPackageRoutes(dependencies),
    ...partRoutes(dependencies),
    ...kindModelRoutes(dependencies),
  ];
}
