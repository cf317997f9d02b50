import type { AnyHandler, JobDefinition, RegisteredJob } from '../steps/job.ts';
import { handler as draftAct } from './act-draft/handler.ts';
import { handler as sealAct } from './act-seal/handler.ts';
import { handler as coolOff } from './cooling-off/handler.ts';
import { handler as computeDeadlines } from './deadline-compute/handler.ts';
import { DEFINITIONS, type JobType } from './definitions.ts';
import { handler as computeDelay } from './delay-compute/handler.ts';
import { handler as undoEffects } from './effects-undo/handler.ts';
import { handler as notifyPeople } from './notify/handler.ts';
import { handler as makePayPiece } from './pay-piece/handler.ts';
import { handler as closeRequest } from './request-close/handler.ts';
import { handler as registerRequest } from './request-register/handler.ts';
import { handler as recordSilence } from './silence-record/handler.ts';
import { handler as applySituation } from './situation-apply/handler.ts';
import { handler as evaluateTable } from './table-evaluate/handler.ts';

/** Who does what; the compiler proves that every job type has someone, and conversely. */
const HANDLERS: { readonly [Type in JobType]: AnyHandler<(typeof DEFINITIONS)[Type]> } = {
  'request-register': registerRequest,
  'deadline-compute': computeDeadlines,
  'delay-compute': computeDelay,
  'act-draft': draftAct,
  'act-seal': sealAct,
  notify: notifyPeople,
  'cooling-off': coolOff,
  'situation-apply': applySituation,
  'effects-undo': undoEffects,
  'pay-piece': makePayPiece,
  'request-close': closeRequest,
  'silence-record': recordSilence,
  'table-evaluate': evaluateTable,
};

export const JOBS: readonly RegisteredJob[] = Object.values(DEFINITIONS).map((definition) => ({
  definition,
  handler: HANDLERS[definition.type] as unknown as AnyHandler<JobDefinition>,
}));
