import type { DomainError } from '#domain/errors.ts';
import type { OutboxAnswer, OutboxCommandName, OutboxPayloads, OutboxRefusal } from '#domain/outbox/outbox-command.ts';
import type { WorkerContext } from '../context.ts';

/** A command could not be carried out yet: it stays, and is tried again after this pause. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  readonly waitMs: number;

  constructor(reason: string, waitMs: number) {
    super(reason);
    this.waitMs = waitMs;
  }
}

/** How often a command was tried before, this time included. */
export interface Attempt {
  readonly attempts: number;
}

/**
 * Carries a command out and answers how it ended; a refusal by a rule is an end. Whatever it throws keeps the command for
 * later. It may be run again after a crash at any point: doing it twice is doing it once.
 */
export type CommandHandler<Name extends OutboxCommandName> = (
  context: WorkerContext,
  payload: OutboxPayloads[Name],
  attempt: Attempt,
) => Promise<OutboxAnswer<Name>>;

/** The no of a use case, as a command answers it. */
export const refusalOf = ({ code: refused, params }: DomainError): OutboxRefusal =>
  Object.keys(params).length > 0 ? { refused, params } : { refused };
