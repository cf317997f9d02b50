import type { OutboxCommandName } from '../../domain/operations/outbox-command.ts';
import { renderPreview } from '../act-draft/preview.ts';
import { archiveAct } from '../act-seal/archive-act.ts';
import { stateAct } from '../act-seal/state-act.ts';
import { depositAct } from '../deposits/deposit-act.ts';
import { issueReceipt } from '../receipt/issue-receipt.ts';
import { assignTask } from './assign-task.ts';
import { cancelInstance } from './cancel-instance.ts';
import { checkDraft } from './check-circuit.ts';
import type { CommandHandler } from './command.ts';
import { completeTask } from './complete-task.ts';
import { decideAsked } from './decide-batch.ts';
import { drawActs } from './draw-acts.ts';
import { eliminateApproved } from './eliminate-acts.ts';
import { inviteEverybody } from './invite-people.ts';
import { migrateRequest } from './migrate-request.ts';
import { moveToken } from './move-token.ts';
import { notifyProposals } from './notify-proposals.ts';
import { previewDraftAct } from './preview-circuit-act.ts';
import { previewMove } from './preview-move.ts';
import { publishDraft } from './publish-circuit.ts';
import { readStanding } from './read-standing.ts';
import { resolveIncident } from './resolve-incident.ts';
import { retryIncidents } from './retry-incidents.ts';
import { runMigrations } from './run-migrations.ts';
import { setFact } from './set-fact.ts';
import { signProvedBatch } from './sign-batch.ts';
import { startInstance } from './start-instance.ts';
import { tellBatchEnd } from './tell-batch.ts';
import { tellReorganisation } from './tell-reorganisation.ts';
import { tellResult } from './tell-result.ts';
import { withdraw } from './withdraw.ts';

/** Who carries out what; the compiler proves that every command has someone. */
export const COMMANDS: { readonly [Name in OutboxCommandName]: CommandHandler<Name> } = {
  'start-instance': startInstance,
  'complete-task': completeTask,
  'sign-batch': signProvedBatch,
  'decide-batch': decideAsked,
  'tell-batch': tellBatchEnd,
  'assign-task': assignTask,
  withdraw,
  'tell-result': tellResult,
  'cancel-instance': cancelInstance,
  'read-standing': readStanding,
  'preview-move': previewMove,
  'move-token': moveToken,
  'set-fact': setFact,
  'migrate-request': migrateRequest,
  'run-migrations': runMigrations,
  'render-preview': renderPreview,
  'draw-acts': drawActs,
  'resolve-incident': resolveIncident,
  'retry-incidents': retryIncidents,
  'check-circuit': checkDraft,
  'preview-circuit-act': previewDraftAct,
  'publish-circuit': publishDraft,
  'tell-reorganisation': tellReorganisation,
  'notify-proposals': notifyProposals,
  'invite-people': inviteEverybody,
  'issue-receipt': issueReceipt,
  'archive-act': archiveAct,
  'deposit-act': depositAct,
  'eliminate-acts': eliminateApproved,
  'state-act': stateAct,
};
