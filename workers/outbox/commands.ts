import type { OutboxCommandName } from '#domain/outbox/outbox-command.ts';
import { archiveAct } from './acts/archive-act.ts';
import { depositAct } from './acts/deposit-act.ts';
import { drawActs } from './acts/draw-acts.ts';
import { eliminateApproved } from './acts/eliminate-acts.ts';
import { renderPreview } from './acts/render-preview.ts';
import { signProvedBatch } from './acts/sign-batch.ts';
import { stateAct } from './acts/state-act.ts';
import { checkDraft } from './circuits/check-circuit.ts';
import { notifyProposals } from './circuits/notify-proposals.ts';
import { previewDraftAct } from './circuits/preview-circuit-act.ts';
import { publishDraft } from './circuits/publish-circuit.ts';
import type { CommandHandler } from './command.ts';
import { moveToken } from './interventions/move-token.ts';
import { previewMove } from './interventions/preview-move.ts';
import { readStanding } from './interventions/read-standing.ts';
import { setFact } from './interventions/set-fact.ts';
import { inviteEverybody } from './people/invite-people.ts';
import { tellReorganisation } from './people/tell-reorganisation.ts';
import { issueReceipt } from './receipts/issue-receipt.ts';
import { cancelInstance } from './requests/cancel-instance.ts';
import { migrateRequest } from './requests/migrate-request.ts';
import { resolveIncident } from './requests/resolve-incident.ts';
import { retryIncidents } from './requests/retry-incidents.ts';
import { runMigrations } from './requests/run-migrations.ts';
import { startInstance } from './requests/start-instance.ts';
import { tellResult } from './requests/tell-result.ts';
import { withdraw } from './requests/withdraw.ts';
import { assignTask } from './tasks/assign-task.ts';
import { completeTask } from './tasks/complete-task.ts';
import { decideAsked } from './tasks/decide-batch.ts';
import { tellBatchEnd } from './tasks/tell-batch.ts';

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
