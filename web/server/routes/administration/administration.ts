import type { Versions } from '#application/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Route } from '../../http/route.ts';
import { auditRoutes } from './journal/audit.ts';
import { journalRoutes } from './journal/sign-ins.ts';
import { absenceRoutes } from './people/absences.ts';
import { accountRoutes } from './people/accounts.ts';
import { identityRoutes } from './people/identities.ts';
import { personRoutes } from './people/persons.ts';
import { postingRoutes } from './people/postings.ts';
import { importRoutes } from './provisioning/imports.ts';
import { scimTokenRoutes } from './provisioning/scim-tokens.ts';
import { delegationRoutes } from './rights/delegations.ts';
import { habilitationRoutes } from './rights/habilitations.ts';
import { proposalRoutes } from './rights/proposals.ts';
import { provisionedRoutes } from './rights/provisioned.ts';
import { openingRoutes } from './structures/openings.ts';
import { structureRoutes } from './structures/structures.ts';

/** What an administrator keeps: structures, who is posted, entitled, delegated or away there, and what is open to whom. */
export function administrationRoutes(
  dependencies: Pick<Dependencies, 'database' | 'heavy' | 'secrets' | 'settings'> & { versions: Versions },
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
