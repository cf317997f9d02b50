import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import express, { type Express, type RequestHandler, Router } from 'express';
import type { GatewayContext } from '../context.ts';
import { isUp } from '../health.ts';
import { refusals } from '../rejections.ts';
import { JSON_FORMS, jsonBody } from './json-body.ts';
import { problems, sendProblem } from './problem.ts';
import { backups } from './routes/backups.ts';
import { batchOperations } from './routes/batches.ts';
import { cluster } from './routes/cluster.ts';
import { clusterVariables } from './routes/cluster-variables.ts';
import { decisions } from './routes/decisions.ts';
import { processDefinitions } from './routes/definitions.ts';
import { deployments } from './routes/deployments.ts';
import { documentLinks, documents } from './routes/documents.ts';
import { elements } from './routes/elements.ts';
import { expressions } from './routes/expressions.ts';
import { globalListeners } from './routes/global-listeners.ts';
import { processInstances } from './routes/instances.ts';
import { jobs } from './routes/jobs.ts';
import { messages } from './routes/messages.ts';
import { notOffered } from './routes/not-offered.ts';
import { statistics } from './routes/statistics.ts';
import { userTasks } from './routes/user-tasks.ts';

const RESOURCES = [
  cluster,
  // Before what takes the next part of its paths for a key.
  statistics,
  deployments,
  processDefinitions,
  batchOperations,
  processInstances,
  elements,
  jobs,
  userTasks,
  messages,
  decisions,
  globalListeners,
  clusterVariables,
  expressions,
  documents,
  notOffered,
];

/** The REST API under /v2, with health and metrics beside it. */
export function restApp(context: GatewayContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(refuseOtherSites);
  if (context.isOpen) app.use(refusePublicNames);
  app.get('/actuator/health', (_request, response) => {
    const up = isUp(context);
    response.status(up ? 200 : 503).json({ status: up ? 'UP' : 'DOWN' });
  });
  app.use(documentLinks(context));
  app.use(askSignIn(context));
  app.get('/metrics', async (_request, response) => {
    response.type(context.metrics.registry.contentType).send(await context.metrics.registry.metrics());
  });

  app.use('/actuator', backups(context));

  const api = Router();
  api.use(measure(context));
  api.use(jsonBody());
  api.use(refuseOtherForms);
  const routers = RESOURCES.map((resource) => resource(context));
  api.use(...routers);
  for (const [path, verbs] of verbsByPath(routers)) api.all(path, refuseVerb([...verbs]));
  app.use('/v2', api);

  app.use((request, response) => {
    sendProblem(response, 'NOT_FOUND', `No ${request.method} ${request.path} here`);
  });
  app.use(problems(context.log));
  return app;
}

/** Without sign-in, a page of another site open on the same machine must not be able to drive the engine. */
const refuseOtherSites: RequestHandler = (request, response, next) => {
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    sendProblem(response, 'PERMISSION_DENIED', 'Requests from pages of other sites are refused');
    return;
  }
  next();
};

/** Names that no site of the internet can have: of one word, or under a domain that is kept for machines of one's own. */
const OWN_NAME = /^(?:[^.]+|.+\.(?:localhost|internal|local|test))\.?$/i;

/**
 * A site may have its own name lead to this machine once its page is open there: to the browser that page is then of the
 * engine's own site. It still says which name it asked for.
 */
const refusePublicNames: RequestHandler = (request, response, next) => {
  const name = request.hostname?.replace(/^\[|\]$/g, '') ?? '';
  if (name !== '' && isIP(name) === 0 && !OWN_NAME.test(name)) {
    const remedy = 'set ENGINE_USER and ENGINE_PASSWORD to be called by it';
    sendProblem(
      response,
      'PERMISSION_DENIED',
      `Without sign-in nobody calls this engine by the name '${name}': ${remedy}`,
    );
    return;
  }
  next();
};

/** The verbs of every path of the API. */
function verbsByPath(routers: readonly Router[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { route } of routers.flatMap(({ stack }) => stack)) {
    if (route === undefined) continue;
    const verbs = found.get(route.path) ?? new Set();
    for (const { method } of route.stack) verbs.add(method.toUpperCase());
    found.set(route.path, verbs);
  }
  return found;
}

/** Answers at a path that is known, by other verbs. */
function refuseVerb(verbs: readonly string[]): RequestHandler {
  return (request, response) => {
    response.set('Allow', verbs.join(', '));
    sendProblem(response, 'METHOD_NOT_ALLOWED', `Method '${request.method}' is not supported.`);
  };
}

/** A body in a form that nobody reads would be taken for none, and its fields for missing. */
const refuseOtherForms: RequestHandler = (request, response, next) => {
  const isReadable = request.is([...JSON_FORMS, 'multipart/form-data']);
  if (isReadable === false && request.headers['content-length'] !== '0') {
    const form = request.headers['content-type'] ?? 'none';
    sendProblem(
      response,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type '${form}' is not supported: the body is to be sent as application/json`,
    );
    return;
  }
  next();
};

function askSignIn({ signIn }: GatewayContext): RequestHandler {
  return async (request, response, next) => {
    response.locals.caller = await signIn(request.headers.authorization);
    next();
  };
}

function measure({ metrics }: GatewayContext): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    response.on('close', () => {
      const route: unknown = request.route?.path;
      const isKnown = typeof route === 'string' && response.statusCode !== refusals.METHOD_NOT_ALLOWED.http;
      const call = isKnown ? `${request.method} ${route}` : 'unknown';
      metrics.answered('rest', call, String(response.statusCode), (performance.now() - start) / 1000);
    });
    next();
  };
}
