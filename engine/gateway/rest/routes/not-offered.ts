import { Router } from 'express';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';

const NO_ADMINISTRATION =
  'this engine has no users, groups, roles, tenants or authorizations of its own: who may call it is said by its options';

/** Parts of the API that are left out, and why: they are answered as a path that does not exist, in words. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  '/users': NO_ADMINISTRATION,
  '/groups': NO_ADMINISTRATION,
  '/roles': NO_ADMINISTRATION,
  '/tenants': NO_ADMINISTRATION,
  '/authorizations': NO_ADMINISTRATION,
  '/mapping-rules': NO_ADMINISTRATION,
  '/setup/user': NO_ADMINISTRATION,
  '/audit-logs': 'this engine keeps no audit log: the history tells what happened, its callers tell who asked for it',
  '/user-tasks/:userTaskKey/audit-logs': 'this engine keeps no audit log: the one who calls it knows the person',
};

/** Answers what this engine does not offer. */
export function notOffered(_context: GatewayContext): Router {
  const router = Router();
  for (const [path, reason] of Object.entries(LEFT_OUT))
    router.use(path, (request) => {
      throw new Refused(
        'NOT_FOUND',
        `${request.method} ${request.originalUrl.split('?')[0]} is not offered: ${reason}`,
      );
    });
  return router;
}
