import { z } from 'zod';
import type { CivilDate } from '../calendar/civil-date.ts';
import { DRAFTED, isPart } from '../circuit/blocks/part.ts';
import type { CircuitFault } from '../circuit/faults/fault.ts';
import type { FactValue } from '../circuit/interventions/fact-value.ts';
import type { MigrationState } from '../circuit/interventions/migration.ts';
import type { MoveBar, StandingToken } from '../circuit/interventions/token-move.ts';
import type { KnownName } from '../circuit/known-name.ts';
import type { Told } from '../circuit/words/message.ts';
import { DomainError, type ErrorCode, type ErrorParams } from '../errors.ts';
import { REORGANISATIONS } from './reorganisation.ts';

const requestId = z.string();
const batchId = z.string();
const actorId = z.string();
const reason = z.string();
/** ISO 8601. */
const instant = z.string();
const ofRequest = z.object({ requestId });
/** What the engine may know of a form (domain/circuit/interventions/fact-value.ts). */
const factValue = z.union([z.string(), z.number(), z.boolean(), z.null()]) satisfies z.ZodType<FactValue>;

/**
 * What the server asks the workers to do, kept until done. Payloads hold identifiers only: the workers read the facts
 * where they are written, and check rights again. What a former release wrote is still carried out.
 */
export const OUTBOX_PAYLOADS = {
  /** Start the instance that plays a filed request. */
  'start-instance': ofRequest,
  /** Complete the task with the decision of this intent. */
  'complete-task': z.object({ requestId, intentId: z.string() }),
  /** Write the intents of a signing batch that its signer proved. */
  'sign-batch': z.object({ batchId }),
  /** Give the opinions, visas or checks that their author asked for together, some at a time. */
  'decide-batch': z.object({ batchId, personId: z.string() }),
  /** Notify whoever made a batch of how it ended, if they did not read it. */
  'tell-batch': z.object({ batchId }),
  /** Give the task to a person, or back to all its holders. */
  'assign-task': z.object({ requestId, taskKey: z.string(), personId: z.string().nullable() }),
  withdraw: z.object({ requestId, withdrawalId: z.string() }),
  /** Say to the circuit of a request what its campaign gave it. */
  'tell-result': ofRequest,
  /** End the instance of a request that was cancelled. */
  'cancel-instance': ofRequest,
  /** Say where a request stands on its engine, where its tokens can be put, and the facts that it goes by. */
  'read-standing': ofRequest,
  /** Say what moving a token there would do. */
  'preview-move': z.object({ requestId, tokenKey: z.string(), to: z.string() }),
  /** Move a token by hand. */
  'move-token': z.object({
    ...{ requestId, instanceKey: z.string(), tokenKey: z.string(), from: z.string(), to: z.string() },
    ...{ actorId, reason, askedAt: instant },
  }),
  /** Put a fact of a request's circuit right. */
  'set-fact': z.object({
    ...{ requestId, interventionId: z.string(), name: z.string(), value: factValue },
    ...{ actorId, reason, askedAt: instant },
  }),
  /** Draw, seal and file the receipt of a request that was closed without an act. */
  'issue-receipt': ofRequest,
  /** Make the next edition of a sealed act for its archive. */
  'archive-act': z.object({ actId: z.string() }),
  /** Make the archive of a sealed act, and leave it with the archives service. */
  'deposit-act': z.object({ depositId: z.string() }),
  /** Remove what acts say whose elimination two people agreed to. */
  'eliminate-acts': z.object({ eliminationId: z.string() }),
  /** Seal what a sealed act is today, for whoever asks it. Nobody waits for the answer after `until`. */
  'state-act': z.object({ actId: z.string(), askedById: z.string(), until: instant }),
  /** Move the instances of a request to another version of its circuit. */
  'migrate-request': z.object({ requestId, migrationId: z.string() }),
  /** Ask for the rest of a batch of migrations. */
  'run-migrations': z.object({ batchId }),
  /** Typeset the act as this person would sign it today. */
  'render-preview': z.object({ taskKey: z.string(), signerId: z.string() }),
  /** Typeset these acts, those of a fold of the signer's desk. */
  'draw-acts': z.object({ signerId: z.string(), taskKeys: z.array(z.string()).readonly() }),
  /** `requestId`: the one that it stops, if any. */
  'resolve-incident': z.object({ incidentKey: z.string(), requestId: requestId.optional(), reason, actorId }),
  /** Have incidents of one cause tried again, one after the other. */
  'retry-incidents': z.object({ retryId: z.string() }),
  /**
   * List all that is wrong in a draft; of a part, in a kind in force that would take it, where one is named. Nobody waits for the
   * answer after `until`.
   */
  'check-circuit': z.object({ draftId: z.string(), until: instant, inKind: z.string().optional() }),
  /** Typeset a template of a draft with sample data. */
  'preview-circuit-act': z.object({ draftId: z.string(), template: z.string(), until: instant }),
  /** Make what two people approved the version that new requests start on; of a part (`of`), the one that kinds take next. */
  'publish-circuit': z.object({
    of: z.enum(DRAFTED).optional(),
    ...{ kind: z.string(), draftId: z.string(), proposalId: z.string() },
  }),
  /**
   * Tell those whose requests are under way there what became of a structure; `intoId`: under or into which other; `changeId` tells
   * one change from the next.
   */
  'tell-reorganisation': z.object({
    ...{ structureId: z.string(), change: z.enum(REORGANISATIONS) },
    ...{ intoId: z.string().nullable(), changeId: z.string() },
  }),
  /** Tell those concerned by what a person proposed, or confirmed, by one gesture, at that instant: once each. */
  'notify-proposals': z.object({
    // Written by what proposed alone, before confirming told by it too.
    did: z.enum(['proposed', 'confirmed']).default('proposed'),
    ...{ byId: z.string(), at: instant },
  }),
  /** Invite whoever has no account in a structure and below it, by the rights of whoever asked. */
  'invite-people': z.object({ structureId: z.string(), byId: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

/** What each command is about, as it is read. */
export type OutboxPayloads = {
  readonly [Name in keyof typeof OUTBOX_PAYLOADS]: Readonly<z.output<(typeof OUTBOX_PAYLOADS)[Name]>>;
};

export type OutboxCommandName = keyof OutboxPayloads;

export const isOutboxCommand = (command: string): command is OutboxCommandName =>
  Object.hasOwn(OUTBOX_PAYLOADS, command);

/**
 * Reads a stored payload.
 * @throws {UnreadablePayload} of a shape that no release wrote: it names what is wrong, and nothing of what is held
 */
export function readPayload<Name extends OutboxCommandName>(command: Name, stored: unknown): OutboxPayloads[Name] {
  const { data, error } = OUTBOX_PAYLOADS[command].safeParse(stored);
  if (error) throw new UnreadablePayload(command, error);
  return data as OutboxPayloads[Name];
}

export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';

  constructor(command: string, { issues }: z.ZodError) {
    const where = issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
    super(`what « ${command} » is about cannot be read: ${where.join(' ; ')}`);
  }
}

/** What each answers once it is carried out; a no has one form for all of them, `OutboxRefusal`. */
export interface OutboxAnswers {
  'start-instance': { readonly instanceKey: string };
  'complete-task': { readonly decisionId: string };
  'sign-batch': { readonly batchId: string };
  'decide-batch': { readonly batchId: string };
  'tell-batch': { readonly batchId: string };
  'assign-task': { readonly assigneeId: string | null };
  withdraw: { readonly withdrawalId: string };
  'tell-result': { readonly requestId: string };
  /** Null: none was ever started. */
  'cancel-instance': { readonly instanceKey: string | null };
  /** The places of an instance that can be entered, by the calls that lead to it. */
  'read-standing': {
    readonly tokens: readonly StandingToken[];
    readonly targets: Readonly<Record<string, readonly string[]>>;
    readonly facts: Readonly<Record<string, unknown>>;
  };
  /** Why it may not be; the elements whose tasks would be over. */
  'preview-move': { readonly bar: MoveBar | null; readonly tasks: readonly string[] };
  'move-token': { readonly to: string };
  'set-fact': { readonly name: string };
  /** How it ended; why is written with the migration. */
  'migrate-request': { readonly migrationId: string; readonly state: MigrationState };
  'run-migrations': { readonly batchId: string };
  /** The very bytes that the seal will extend: digest, size in bytes, and under which title they are shown. */
  'render-preview': {
    readonly sha256: string;
    readonly size: number;
    readonly title: string;
    readonly previewId: string;
  };
  /** How many have a page, and how many are refused one: whoever opens such an act is told why. */
  'draw-acts': { readonly drawn: number; readonly refused: number };
  'resolve-incident': { readonly incidentKey: string };
  /** What became of each is written with the retry. */
  'retry-incidents': { readonly retryId: string };
  /** The revision that was checked, all that is wrong in it, the names that its expressions may use, and who receives its messages. */
  'check-circuit': {
    readonly revision: number;
    readonly faults: readonly CircuitFault[];
    readonly names: readonly KnownName[];
    readonly told: readonly Told[];
  };
  /** The page, in base 64: nothing of a trial is kept elsewhere. */
  'preview-circuit-act': { readonly pdf: string };
  'publish-circuit': { readonly versionId: string; readonly kind: string; readonly number: number };
  /** How many requests. */
  'tell-reorganisation': { readonly told: number };
  /** How many people. */
  'notify-proposals': { readonly notified: number };
  'invite-people': { readonly invited: number };
  /** Its number in the dossier; null: the request gets none. */
  'issue-receipt': { readonly dossierNumber: number | null };
  /** The number of its newest edition; null: it can have none. */
  'archive-act': { readonly edition: number | null };
  /** How it ended is written with the deposit. */
  'deposit-act': { readonly depositId: string };
  'eliminate-acts': { readonly eliminationId: string };
  /** Of which act, of which day, and the sealed status (domain/evidence/act-status.ts), in base 64: it is kept nowhere. */
  'state-act': { readonly number: string; readonly on: CivilDate; readonly file: string };
}

/** A no by a rule. It is an end: the command is not tried again. */
export interface OutboxRefusal {
  readonly refused: ErrorCode;
  readonly params?: ErrorParams;
  /** What is wrong in a circuit, with `circuit-invalid`. */
  readonly faults?: readonly CircuitFault[];
}

export type OutboxAnswer<Name extends OutboxCommandName> = OutboxAnswers[Name] | OutboxRefusal;

export const isRefusal = (answer: object): answer is OutboxRefusal => 'refused' in answer;

/**
 * What a command answered.
 * @throws {DomainError} its refusal, in the person's terms
 */
export function accepted<Answer extends object>(answer: Answer): Exclude<Answer, OutboxRefusal> {
  if (isRefusal(answer)) throw new DomainError(answer.refused, answer.params);
  return answer as Exclude<Answer, OutboxRefusal>;
}

/** One of the commands, with its payload. */
export type OutboxCommand<Name extends OutboxCommandName = OutboxCommandName> = {
  [One in Name]: { readonly command: One; readonly payload: OutboxPayloads[One] };
}[Name];

/** Identifies a command that was written, and knows by its type what it will answer. */
export type OutboxId<Name extends OutboxCommandName> = string & { readonly command?: Name };

/** Everything that moves one request goes in the order in which people asked for it. */
export const requestSubject = (requestId: string): string => `request:${requestId}`;
/** What tells a circuit the result of its campaign goes beside them. */
export const requestResultSubject = (requestId: string): string => `result:${requestId}`;
const aboutRequest = ({ requestId: id }: { readonly requestId: string }): string => requestSubject(id);
/** Trials go one at a time, whoever asks: a template that loops holds up the next trial and nothing else. */
const ofTrials = (): string => 'atelier';

/** In how many lines what is stamped waits: however much there is, and however slow what stamps it, the others' commands have room. */
const LINES = 4;
const lineOf = (id: string): number => Number.parseInt(id.slice(-1), 16) % LINES;

const SUBJECTS: { readonly [Name in OutboxCommandName]: (payload: OutboxPayloads[Name]) => string } = {
  'start-instance': aboutRequest,
  'complete-task': aboutRequest,
  'sign-batch': ({ batchId }) => `signing-batch:${batchId}`,
  // One batch of a person at a time: several leave the others' commands their turn.
  'decide-batch': ({ personId }) => `decisions:${personId}`,
  'tell-batch': ({ batchId }) => `batch-told:${batchId}`,
  'assign-task': aboutRequest,
  withdraw: aboutRequest,
  // Never behind the request's commands: it may wait for a circuit that has only just begun.
  'tell-result': ({ requestId }) => requestResultSubject(requestId),
  'cancel-instance': aboutRequest,
  'read-standing': ({ requestId }) => `standing:${requestId}`,
  'preview-move': ({ requestId }) => `standing:${requestId}`,
  'move-token': aboutRequest,
  'set-fact': aboutRequest,
  'migrate-request': aboutRequest,
  'run-migrations': ({ batchId }) => `migrations:${batchId}`,
  // It moves nothing: a signer reads the act while a decision elsewhere on the request is on its way.
  'render-preview': ({ taskKey, signerId }) => `preview:${taskKey}:${signerId}`,
  // A few acts at a time, so that a thousand leave the others' commands their turn.
  'draw-acts': ({ signerId }) => `drawings:${signerId}`,
  // Never behind the request's commands: one of them may wait for this very incident to be resolved.
  'resolve-incident': ({ incidentKey }) => `incident:${incidentKey}`,
  'retry-incidents': ({ retryId }) => `incident-retry:${retryId}`,
  'check-circuit': ofTrials,
  'preview-circuit-act': ofTrials,
  // Parts one after the other: two blocks that would come to call each other are not checked at once.
  'publish-circuit': ({ of = 'kind', kind }) => (isPart(of) ? 'circuit-parts' : `circuit:${kind}`),
  'tell-reorganisation': ({ structureId }) => `structure:${structureId}`,
  'notify-proposals': ({ byId }) => `proposals:${byId}`,
  'invite-people': ({ structureId }) => `invitations:${structureId}`,
  'issue-receipt': ({ requestId }) => `receipts:${lineOf(requestId)}`,
  'archive-act': ({ actId }) => `archives:${lineOf(actId)}`,
  'deposit-act': ({ depositId }) => `deposits:${lineOf(depositId)}`,
  'eliminate-acts': ({ eliminationId }) => `elimination:${eliminationId}`,
  'state-act': ({ actId }) => `statuses:${lineOf(actId)}`,
};

/** These move nothing: each is carried out by itself, whatever became of the one before. */
export const UNORDERED: readonly OutboxCommandName[] = ['render-preview', 'read-standing', 'preview-move'];

/** These wait in lines, only so that they are not many at once: one that fails lets the others of its line go first. */
export const IN_LINES: readonly OutboxCommandName[] = ['issue-receipt', 'archive-act', 'deposit-act', 'state-act'];

/** What a command is about. Those of one subject are carried out one after the other, in the order they were written. */
export const subjectOf = <Name extends OutboxCommandName>({ command, payload }: OutboxCommand<Name>): string =>
  (SUBJECTS[command] as (payload: OutboxPayloads[Name]) => string)(payload as OutboxPayloads[Name]);
