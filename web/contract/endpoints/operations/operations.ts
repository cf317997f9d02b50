import {
  BatchList,
  BatchState,
  MigrationAsk,
  MigrationAsked,
  MigrationPage,
  MigrationPlan,
  MigrationQuery,
} from '../../circuits/migrations.ts';
import { EngineKey, Id, JsonDocument } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { InstancePage, InstanceQuery, InstanceView, WholeVariable } from '../../operations/instances.ts';
import {
  Demonstration,
  Health,
  Live,
  Ready,
  RootsStand,
  RunningCircuit,
  RunningList,
  SealEnd,
} from '../../operations/operations.ts';

export const operations = endpoints({
  'GET /api/openapi.json': {
    summary: 'This description',
    answers: { 200: JsonDocument },
  },
  'GET /api/demonstration': {
    summary: 'The accounts to try a demonstration with; none elsewhere',
    answers: { 200: Demonstration },
  },
  'GET /api/events': {
    summary: 'What changes, as server-sent events',
    answers: { 200: 'text/event-stream' },
  },
  'GET /api/health': {
    summary: 'Whether the database, the engine and the mail server answer',
    answers: { 200: Health, 503: Health },
  },
  'GET /api/health/live': {
    summary: 'Whether the process answers: started again when it does not',
    answers: { 200: Live },
  },
  'GET /api/health/ready': {
    summary: 'Whether people may be sent here: neither stopping nor without its database',
    answers: { 200: Ready, 503: Ready },
  },
  'GET /api/operations/circuits': {
    summary: 'The versions of circuits, with what runs on them in one’s structures',
    answers: { 200: RunningList },
  },
  'GET /api/operations/circuits/:versionId': {
    summary: 'How many requests stand at each element of a version, and where some are stopped',
    params: { versionId: Id },
    answers: { 200: RunningCircuit },
  },
  'POST /api/operations/circuits/:versionId/migrations': {
    summary:
      'Have requests under way on a version go on by the one in force, or try whether they would, and say why; 409 when it is that one',
    params: { versionId: Id },
    body: MigrationAsk,
    answers: { 200: MigrationAsked },
  },
  'GET /api/operations/circuits/:versionId/migrations': {
    summary: 'What became of the requests of one’s structures that were to go from a version, or to it, newest first',
    params: { versionId: Id },
    query: MigrationQuery,
    answers: { 200: MigrationPage },
  },
  'GET /api/operations/instances': {
    summary: 'The instances that play the requests of one’s structures, the latest filed first',
    query: InstanceQuery,
    answers: { 200: InstancePage },
  },
  'GET /api/operations/instances/:key': {
    summary:
      'One instance, as the engine has it: its path, what it calls, variables, jobs, what it waits for, incidents',
    params: { key: EngineKey },
    answers: { 200: InstanceView },
  },
  'GET /api/operations/instances/:key/variables/:variableKey': {
    summary: 'The whole value of a variable of an instance',
    params: { key: EngineKey, variableKey: EngineKey },
    answers: { 200: WholeVariable },
  },
  'GET /api/operations/circuits/:versionId/migration-plan': {
    summary: 'Which elements of a version are others in the one in force, with what each may have become',
    params: { versionId: Id },
    answers: { 200: MigrationPlan },
  },
  'GET /api/operations/circuits/:versionId/migration-batches': {
    summary: 'The last batches of requests that were to go from a version, with how many are where',
    params: { versionId: Id },
    answers: { 200: BatchList },
  },
  'POST /api/operations/migration-batches/:id/state': {
    summary: 'Stop a batch of migrations, or have it go on; 409 when all of it was asked for',
    params: { id: Id },
    body: BatchState,
    answers: { 204: null },
  },
  'GET /api/operations/daily-roots': {
    summary: 'The last daily root of the evidence, and whether one is missing or kept nowhere outside the database',
    answers: { 200: RootsStand },
  },
  'GET /api/operations/seal': {
    summary: 'When the seal ends, and whether it is to be renewed',
    answers: { 200: SealEnd },
  },
  'GET /api/seal-authority.pem': {
    summary: 'The authority that certified the seal, to verify acts with',
    answers: { 200: 'application/x-pem-file' },
  },
});
