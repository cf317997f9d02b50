import type { Versions } from '../../../../application/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Route } from '../../http/route.ts';
import { absenceRoutes } from './absences.ts';
import { accountRoutes } from './accounts.ts';
import { auditRoutes } from './audit.ts';
import { delegationRoutes } from './delegations.ts';
import { habilitationRoutes } from './habilitations.ts';
import { identityRoutes } from './identities.ts';
import { importRoutes } from './imports.ts';
import { openingRoutes } from './openings.ts';
import { personRoutes } from './persons.ts';
import { postingRoutes } from './postings.ts';
import { proposalRoutes } from './proposals.ts';
import { provisionedRoutes } from './provisioned.ts';
import { scimTokenRoutes } from './scim-tokens.ts';
import { journalRoutes } from './sign-ins.ts';
import { structureRoutes } from './structures.ts';

/** What an administrator keeps: structures, who is posted, entitled, delegated or away there, and what is open to whom. */
export function administrationRoutes(
  dependencies: Pick<Dependencies, 'database' | 'heavy' | 'settings'> & { versions: Versions },
): Route[] {
  return [
    ...structureRoutes(dependencies),
    ...personRoutes(dependencies),
    ...importRoutes({ ...dependencies, database: dependencies.heavy }),
    ...provisionedRoutes(dependencies),
    ...scimTokenRoutes(dependencies),
    ...postingRoutes(dependencies),
    ...habilitationRoutes(dependencies),
    ...absenceRoutes(dependencies),
    ...delegationRoutes(dependencies),
    ...proposalRoutes(dependencies),
    ...openingRoutes(dependencies),
    ...accountRoutes(dependencies),
    ...identityRoutes(dependencies),
    ...journalRoutes(dependencies),
    ...auditRoutes({ ...dependencies, database: dependencies.heavy }),
  ];
}
