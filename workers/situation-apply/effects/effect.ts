import type { Prisma, Tx } from '../../../prisma/client.ts';
import type { SecretValues } from '../../../prisma/secret-values.ts';
import { StepFailure } from '../../step-failure.ts';

/** The request whose effect is written, held until the transaction ends. */
export interface GrantedRequest {
  readonly id: string;
  readonly agentId: string;
  /** As filed; sensitive values are sealed for the agent. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly stopUntil: Date | null;
}

/** What was there and what is there now. Kept in the database alone; the trace of the audit names the fields. */
export interface Change {
  readonly before: Prisma.InputJsonObject;
  readonly after: Prisma.InputJsonObject;
  /** What the audit says beside the fields: nothing personal that is not needed to account for the change. */
  readonly facts?: Prisma.InputJsonObject;
}

/**
 * One thing that a granted request changes. Called once for a request, in the transaction that writes its trace. The
 * values are the request's own, as filed: the circuit only says what kind of thing.
 * @throws {StepFailure} answer-wrong, when the request holds nothing of the kind
 */
export type ApplyEffect = (
  tx: Tx,
  request: GrantedRequest,
  around: { readonly secrets: SecretValues; readonly at: Date },
) => Promise<Change>;

/** The request holds no answer under this key that could be applied. */
export const answerWrong = (field: string): StepFailure =>
  new StepFailure({ cause: 'answer-wrong', params: { field } });
