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
import { REORGANISATIONS } from '../people/reorganisation.ts';

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
 * What the server asks the workers to do, kept until done. Payloads hold identifiers only: the
 * workers read the facts from their own tables, and check rights again. Commands written by a
 * former release are still carried out.
 */
export const OUTBOX_PAYLOADS = {
  /** Start the instance that plays a filed request. */
  'start-instance': ofRequest,
  /** Complete the task with the decision of this intent. */
  'complete-task': z.object({ requestId, intentId: z.string() }),
  /** Write the intents of a signing batch that its signer proved. */
  'sign-batch': z.object({ batchId }),
  /** Give the opinions, visas or checks that their author asked for together, a few at a time. */
  'decide-batch': z.object({ batchId, personId: z.string() }),
  /** Notify the author of a batch of how it ended, if they have not read it. */
  'tell-batch': z.object({ batchId }),
  /** Give the task to a person, or back to all its holders. */
  'assign-task': z.object({ requestId, taskKey: z.string(), personId: z.string().nullable() }),
  withdraw: z.object({ requestId, withdrawalId: z.string() }),
  /** Send to the circuit of a request the result of its campaign. */
  'tell-result': ofRequest,
  /** End the instance of a request that was cancelled. */
  'cancel-instance': ofRequest,
  /**
   * Return where a request is on its engine, where its tokens can be moved, and its circuit's
   * facts.
   */
  'read-standing': ofRequest,
  /** Return what moving a token there would do. */
  'preview-move': z.object({ requestId, tokenKey: z.string(), to: z.string() }),
  /** Move a token by hand. */
  'move-token': z.object({
    ...{ requestId, instanceKey: z.string(), tokenKey: z.string(), from: z.string(), to: z.string() },
    ...{ actorId, reason, askedAt: instant },
  }),
  /** Correct a fact of a request's circuit. */
  'set-fact': z.object({
    ...{ requestId, interventionId: z.string(), name: z.string(), value: factValue },
    ...{ actorId, reason, askedAt: instant },
  }),
  /** Typeset, seal and file the receipt of a request that was closed without an act. */
  'issue-receipt': ofRequest,
  /** Make the next edition of a sealed act for its archive. */
  'archive-act': z.object({ actId: z.string() }),
  /** Make the archive of a sealed act, and deposit it with the archives service. */
  'deposit-act': z.object({ depositId: z.string() }),
  /** Remove the content of acts whose elimination two people agreed to. */
  'eliminate-acts': z.object({ eliminationId: z.string() }),
  /**
   * Seal the present state of an act for the person who asks. Nobody waits for the answer after
   * `until`.
   */
  'state-act': z.object({ actId: z.string(), askedById: z.string(), until: instant }),
  /** Move the instances of a request to another version of its circuit. */
  'migrate-request': z.object({ requestId, migrationId: z.string() }),
  /** Ask for the rest of a batch of migrations. */
  'run-migrations': z.object({ batchId }),
  /** Typeset the act as this person would sign it today. */
  'render-preview': z.object({ taskKey: z.string(), signerId: z.string() }),
  /** Typeset these acts of a fold of the signer's desk. */
  'draw-acts': z.object({ signerId: z.string(), taskKeys: z.array(z.string()).readonly() }),
  /** Resolve an incident. `requestId`: the request it stops, if any. */
  'resolve-incident': z.object({ incidentKey: z.string(), requestId: requestId.optional(), reason, actorId }),
  /** Retry incidents of one cause, one after the other. */
  'retry-incidents': z.object({ retryId: z.string() }),
  /**
   * List all faults of a draft; of a part, in the kind in force that would use it, if one is named.
   * Nobody waits for the answer after `until`.
   */
  'check-circuit': z.object({ draftId: z.string(), until: instant, inKind: z.string().optional() }),
  /** Typeset a template of a draft with sample data. */
  'preview-circuit-act': z.object({ draftId: z.string(), template: z.string(), until: instant }),
  /**
   * Publish what two people approved as the version that new requests start on; a part (`of`), as
   * the one that kinds use next.
   */
  'publish-circuit': z.object({
    of: z.enum(DRAFTED).optional(),
    ...{ kind: z.string(), draftId: z.string(), proposalId: z.string() },
  }),
  /**
   * Notify those whose requests are under way in a structure of its change; `intoId`: the structure
   * it went under or into; `changeId` identifies the change.
   */
  'tell-reorganisation': z.object({
    ...{ structureId: z.string(), change: z.enum(REORGANISATIONS) },
    ...{ intoId: z.string().nullable(), changeId: z.string() },
  }),
  /**
   * Notify, once each, those concerned by what a person proposed or confirmed in one action at that
   * instant.
   */
  'notify-proposals': z.object({
    // Commands written before confirmations were notified too have no `did`: they are about
    // proposals.
    did: z.enum(['proposed', 'confirmed']).default('proposed'),
    ...{ byId: z.string(), at: instant },
  }),
  /**
   * Invite everyone without an account in a structure and below it, with the rights of the person
   * who asked.
   */
  'invite-people': z.object({ structureId: z.string(), byId: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

/** The payload of each command, as parsed. */
export type OutboxPayloads = {
  readonly [Name in keyof typeof OUTBOX_PAYLOADS]: Readonly<z.output<(typeof OUTBOX_PAYLOADS)[Name]>>;
};

/** The name of a command. */
export type OutboxCommandName = keyof OutboxPayloads;

/** True if a text names a command. */
export const isOutboxCommand = (command: string): command is OutboxCommandName =>
  Object.hasOwn(OUTBOX_PAYLOADS, command);

/**
 * Parses a stored payload.
 * @throws {UnreadablePayload} if no release wrote such a shape: it names the faults, and nothing of
 * the content
 */
export function readPayload<Name extends OutboxCommandName>(command: Name, stored: unknown): OutboxPayloads[Name] {
  const { data, error } = OUTBOX_PAYLOADS[command].safeParse(stored);
  if (error) throw new UnreadablePayload(command, error);
  return data as OutboxPayloads[Name];
}

/**
 * A stored payload of a shape that no release wrote. Its message names the faulty fields, never
 * their content.
 */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';

  constructor(command: string, { issues }: z.ZodError) {
    const where = issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
    super(`what « ${command} » is about cannot be read: ${where.join(' ; ')}`);
  }
}

/** What each command answers once carried out; all refusals have one form, `OutboxRefusal`. */
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
  /** The places of an instance that can be entered, by the calls that lead to them. */
  'read-standing': {
    readonly tokens: readonly StandingToken[];
    readonly targets: Readonly<Record<string, readonly string[]>>;
    readonly facts: Readonly<Record<string, unknown>>;
  };
  /** Why the token may not be moved; the elements whose tasks would end. */
  'preview-move': { readonly bar: MoveBar | null; readonly tasks: readonly string[] };
  'move-token': { readonly to: string };
  'set-fact': { readonly name: string };
  /** How it ended; the reason is written with the migration. */
  'migrate-request': { readonly migrationId: string; readonly state: MigrationState };
  'run-migrations': { readonly batchId: string };
  /**
   * The very bytes that the seal will extend: digest, size in bytes, and the title under which they
   * are shown.
   */
  'render-preview': {
    readonly sha256: string;
    readonly size: number;
    readonly title: string;
    readonly previewId: string;
  };
  /**
   * How many acts have a page, and how many were refused one: the refusal is explained when such an
   * act is opened.
   */
  'draw-acts': { readonly drawn: number; readonly refused: number };
  'resolve-incident': { readonly incidentKey: string };
  /** The outcome of each is written with the retry. */
  'retry-incidents': { readonly retryId: string };
  /**
   * The revision that was checked, its faults, the names that its expressions may use, and the
   * recipients of its messages.
   */
  'check-circuit': {
    readonly revision: number;
    readonly faults: readonly CircuitFault[];
    readonly names: readonly KnownName[];
    readonly told: readonly Told[];
  };
  /** The page, in base 64: nothing of a trial is kept elsewhere. */
  'preview-circuit-act': { readonly pdf: string };
  'publish-circuit': { readonly versionId: string; readonly kind: string; readonly number: number };
  /** Number of requests. */
  'tell-reorganisation': { readonly told: number };
  /** Number of people. */
  'notify-proposals': { readonly notified: number };
  'invite-people': { readonly invited: number };
  /** Its number in the dossier; null: the request gets none. */
  'issue-receipt': { readonly dossierNumber: number | null };
  /** The number of its newest edition; null: it can have none. */
  'archive-act': { readonly edition: number | null };
  /** The outcome is written with the deposit. */
  'deposit-act': { readonly depositId: string };
  'eliminate-acts': { readonly eliminationId: string };
  /**
   * The number of the act, the day, and the sealed status (domain/evidence/act-status.ts), in base
   * 64: it is kept nowhere.
   */
  'state-act': { readonly number: string; readonly on: CivilDate; readonly file: string };
}

/** A refusal by a rule. It is final: the command is not retried. */
export interface OutboxRefusal {
  readonly refused: ErrorCode;
  readonly params?: ErrorParams;
  /** The faults of a circuit, with `circuit-invalid`. */
  readonly faults?: readonly CircuitFault[];
}

/** The answer to a command: its result, or a refusal. */
export type OutboxAnswer<Name extends OutboxCommandName> = OutboxAnswers[Name] | OutboxRefusal;

/** True if an answer is a refusal. */
export const isRefusal = (answer: object): answer is OutboxRefusal => 'refused' in answer;

/**
 * Returns the result of a command.
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

/** Identifies a stored command; its type tells what it will answer. */
export type OutboxId<Name extends OutboxCommandName> = string & { readonly command?: Name };

/**
 * Returns the subject of the commands that move a request: they are carried out in the order in
 * which people asked for them.
 */
export const requestSubject = (requestId: string): string => `request:${requestId}`;
/**
 * Returns the subject of the command that sends a campaign's result to a circuit: it does not wait
 * for those of the request.
 */
export const requestResultSubject = (requestId: string): string => `result:${requestId}`;
const aboutRequest = ({ requestId: id }: { readonly requestId: string }): string => requestSubject(id);
/**
 * Trials run one at a time, for everybody: a template that loops delays the next trial and nothing
 * else.
 */
const ofTrials = (): string => 'atelier';

/**
 * Number of queues for the commands that wait for a time stamp: however many or slow they are,
 * other commands have room.
 */
const LINES = 4;
const lineOf = (id: string): number => Number.parseInt(id.slice(-1), 16) % LINES;

const SUBJECTS: { readonly [Name in OutboxCommandName]: (payload: OutboxPayloads[Name]) => string } = {
  'start-instance': aboutRequest,
  'complete-task': aboutRequest,
  'sign-batch': ({ batchId }) => `signing-batch:${batchId}`,
  // One batch of a person at a time: several let other commands take their turn.
  'decide-batch': ({ personId }) => `decisions:${personId}`,
  'tell-batch': ({ batchId }) => `batch-told:${batchId}`,
  'assign-task': aboutRequest,
  withdraw: aboutRequest,
  // Never behind the request's commands: it may wait for a circuit that has only just started.
  'tell-result': ({ requestId }) => requestResultSubject(requestId),
  'cancel-instance': aboutRequest,
  'read-standing': ({ requestId }) => `standing:${requestId}`,
  'preview-move': ({ requestId }) => `standing:${requestId}`,
  'move-token': aboutRequest,
  'set-fact': aboutRequest,
  'migrate-request': aboutRequest,
  'run-migrations': ({ batchId }) => `migrations:${batchId}`,
  // It changes nothing: a signer can read the act while a decision elsewhere on the request is
  // under way.
  'render-preview': ({ taskKey, signerId }) => `preview:${taskKey}:${signerId}`,
  // A few acts at a time, so that a thousand let other commands take their turn.
  'draw-acts': ({ signerId }) => `drawings:${signerId}`,
  // Never behind the request's commands: one of them may wait for this very incident to be resolved.
  'resolve-incident': ({ incidentKey }) => `incident:${incidentKey}`,
  'retry-incidents': ({ retryId }) => `incident-retry:${retryId}`,
  'check-circuit': ofTrials,
  'preview-circuit-act': ofTrials,
  // Parts one after the other: otherwise two blocks that start to call each other could pass their
  // checks at the same time.
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

/** Commands that change nothing: each is carried out whatever became of the one before. */
export const UNORDERED: readonly OutboxCommandName[] = ['render-preview', 'read-standing', 'preview-move'];

/**
 * Commands that queue only so that few run at once: one that fails lets the others of its queue go
 * first.
 */
export const IN_LINES: readonly OutboxCommandName[] = ['issue-receipt', 'archive-act', 'deposit-act', 'state-act'];

/**
 * Returns the subject of a command. Those of one subject are carried out one after the other, in
 * the order they were written.
 */
export const subjectOf = <Name extends OutboxCommandName>({ command, payload }: OutboxCommand<Name>): string =>
  (SUBJECTS[command] as (payload: OutboxPayloads[Name]) => string)(payload as OutboxPayloads[Name]);
