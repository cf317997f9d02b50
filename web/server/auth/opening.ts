import type { Request, Response } from 'express';
import type { z } from 'zod';
import { DomainError } from '#domain/errors.ts';
import type { SignInFacts } from './sign-in-facts.ts';

/** One address of better-auth that is open: what it is given, and what of its answer goes back beside its cookies. */
export interface Opening {
  readonly method: 'get' | 'post';
  readonly path: string;
  /** Nothing else of what was sent reaches better-auth. */
  readonly body?: z.ZodType<object>;
  readonly query?: z.ZodType<Record<string, string | undefined>>;
  /** What is to be known of whoever comes, before better-auth is asked. */
  readonly before?: (request: Request, facts: SignInFacts) => Promise<void>;
  /** Whoever comes by here may be signed in: the journal says it, and when they were not. */
  readonly signsIn?: true;
  /** What is given there, and counted: guesses are slowed. */
  readonly counts?: 'password' | 'code' | 'recovery-code';
  /** Why they were not, where the answer says it otherwise than by its status. */
  readonly faultOf?: (answer: globalThis.Response) => DomainError | undefined;
  readonly answer: (answer: globalThis.Response, response: Response, facts: SignInFacts) => Promise<void>;
  /** How somebody who came by a link reads of a fault; without it, as any call does. */
  readonly failed?: (error: unknown, response: Response) => void;
}

/** What better-auth says. @throws {DomainError} too-many-requests */
export async function saidBy(answer: globalThis.Response): Promise<Record<string, unknown>> {
  if (answer.status === 429)
    throw new DomainError('too-many-requests', { seconds: Number(answer.headers.get('x-retry-after') ?? 60) });
  return (await answer.json().catch(() => ({}))) as Record<string, unknown>;
}
