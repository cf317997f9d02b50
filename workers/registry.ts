import { DECISION_KINDS } from '../domain/decision.ts';
import { ROLES } from '../domain/permissions/role.ts';
import { RECIPIENTS } from '../prisma/repositories/telling.ts';
import { definition as actDraft } from './act-draft/definition.ts';
import { handler as draftAct } from './act-draft/handler.ts';
import { definition as actSeal } from './act-seal/definition.ts';
import { handler as sealAct } from './act-seal/handler.ts';
import type { Abilities } from './circuits/check/checks.ts';
import { definition as coolingOff } from './cooling-off/definition.ts';
import { handler as coolOff } from './cooling-off/handler.ts';
import { definition as deadlineCompute } from './deadline-compute/definition.ts';
import { handler as computeDeadlines } from './deadline-compute/handler.ts';
import type { RegisteredJob, RegisteredListener } from './job.ts';
import { definition as notify } from './notify/definition.ts';
import { handler as notifyPeople } from './notify/handler.ts';
import { definition as payPiece } from './pay-piece/definition.ts';
import { handler as makePayPiece } from './pay-piece/handler.ts';
import { definition as requestClose } from './request-close/definition.ts';
import { handler as closeRequest } from './request-close/handler.ts';
import { definition as requestRegister } from './request-register/definition.ts';
import { handler as registerRequest } from './request-register/handler.ts';
import { definition as silenceRecord } from './silence-record/definition.ts';
import { handler as recordSilence } from './silence-record/handler.ts';
import { definition as situationApply } from './situation-apply/definition.ts';
import { handler as applySituation } from './situation-apply/handler.ts';
import { handler as taskAssigning } from './user-task-assigning/handler.ts';
import { handler as taskCanceling } from './user-task-canceling/handler.ts';
import { handler as taskCompleting } from './user-task-completing/handler.ts';
import { handler as taskCreating } from './user-task-creating/handler.ts';
import { handler as taskUpdating } from './user-task-updating/handler.ts';

/** Everything a circuit's service tasks can ask for. */
export const JOBS: readonly RegisteredJob[] = [
  { definition: requestRegister, handler: registerRequest },
  { definition: deadlineCompute, handler: computeDeadlines },
  { definition: actDraft, handler: draftAct },
  { definition: actSeal, handler: sealAct },
  { definition: notify, handler: notifyPeople },
  { definition: coolingOff, handler: coolOff },
  { definition: situationApply, handler: applySituation },
  { definition: payPiece, handler: makePayPiece },
  { definition: requestClose, handler: closeRequest },
  { definition: silenceRecord, handler: recordSilence },
];

/** What keeps the portal's task list: one job type an event, for every user task of every circuit. */
export const LISTENERS: readonly RegisteredListener[] = [
  { event: 'creating', type: 'user-task-creating', variables: ['requestId'], handler: taskCreating },
  { event: 'assigning', type: 'user-task-assigning', variables: ['requestId'], handler: taskAssigning },
  { event: 'updating', type: 'user-task-updating', variables: ['requestId'], handler: taskUpdating },
  { event: 'completing', type: 'user-task-completing', variables: ['decisionId', 'outcome'], handler: taskCompleting },
  { event: 'canceling', type: 'user-task-canceling', variables: ['requestId'], handler: taskCanceling },
];

/** What the checks hold a circuit against. */
export const ABILITIES: Abilities = {
  jobTypes: new Map(JOBS.map(({ definition }) => [definition.type, definition])),
  roles: ['agent', 'demandeur', ...ROLES],
  decisions: DECISION_KINDS,
  recipients: RECIPIENTS,
};
