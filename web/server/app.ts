import express, { type ErrorRequestHandler, type Express } from 'express';
import { DomainError } from '#domain/errors.ts';
import { isCallerGone } from '#prisma/fault.ts';
import { ADDRESS_HEADER } from './auth/auth.ts';
import { authDoor } from './auth/door.ts';
import type { Dependencies } from './dependencies.ts';
import { accessLog, describeFault } from './http/access-log.ts';
import { readForCaller } from './http/caller.ts';
import { createMetrics } from './http/metrics.ts';
import { mount } from './http/mount.ts';
import { mutationLimit } from './http/mutation-limit.ts';
import { sameOrigin } from './http/origin.ts';
import { ProblemWith, sendProblem, toDomainError } from './http/problem.ts';
import { neverCached, securityHeaders } from './http/security.ts';
import { staticFiles } from './http/static-files.ts';
import { verificationLimit } from './http/verification-limit.ts';
import { allRoutes } from './routes/table.ts';
import { scimRouter } from './scim/router.ts';

/** The web application, whole: the one place where its parts meet. */
export function createApp(dependencies: Dependencies): Express {
  const { log, settings, storage } = dependencies;
  const metrics = createMetrics(dependencies.database.prisma, settings);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', false);

  app.use(accessLog(log));
  app.use(metrics.observe);
  app.use(securityHeaders(settings.baseUrl));
  app.get('/metrics', metrics.expose);
  app.use('/scim/v2', scimRouter(dependencies));
  app.use(
    '/api',
    readForCaller,
    neverCached,
    sameOrigin(settings.baseUrl),
    dependencies.sessions.renew,
    mutationLimit(),
  );
  // The address that limits count by is the one we see, never the one a client writes.
  app.use('/api/auth', (request, _response, next) => {
    request.headers[ADDRESS_HEADER] = request.ip ?? '';
    next();
  });
  app.use('/api/auth', authDoor(dependencies));
  app.use('/api/verifications', verificationLimit());
  app.use(mount(allRoutes(dependencies), dependencies));
  app.use('/api', () => {
    throw new DomainError('not-found');
  });
  app.use(staticFiles(settings.clientFolder));
  app.use(() => {
    throw new DomainError('not-found');
  });

  const answerFault: ErrorRequestHandler = (error, _request, response, _next) => {
    if (response.closed || isCallerGone(error)) return void response.destroy();
    const problem = toDomainError(error);
    if (problem.code === 'unexpected')
      log.error({ id: response.locals.requestId, ...describeFault(error) }, 'unexpected fault');
    if (problem.code === 'storage-full') {
      storage.ranOut();
      log.error({ id: response.locals.requestId }, 'no room is left on the disk');
    }
    if (response.headersSent) return void response.destroy();
    sendProblem(response, problem, error instanceof ProblemWith ? error.more : {});
  };
  app.use(answerFault);
  return app;
}
