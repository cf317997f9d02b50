import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Role } from '../../../domain/permissions/role.ts';
import type { SignedIn } from '../auth/sessions.ts';

/** Who may call a route at all. What they may do to one thing is the domain's to say, in the handler: see `guard`. */
export type Right = 'anyone' | 'signed-in' | readonly Role[];

/** What decides beyond the right. A matrix test walks these. */
export type Guard =
  | 'own'
  | 'draft-owner'
  | 'request-reader'
  | 'request-agent'
  | 'task-holder'
  | 'dossier-reader'
  | 'structure-manager'
  | 'pay-reader'
  | 'administrator';

export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Who asks. */
  readonly me: SignedIn;
  /** When it was asked: the only clock of a handler. */
  readonly at: Date;
  readonly request: Request;
  readonly response: Response;
}

/** Bytes or a stream that the handler writes by itself answer nothing. */
export type Reply = { readonly status: number; readonly body?: unknown } | undefined;

/** What a status answers: a schema (JSON), a media type (bytes), or nothing. */
export type Answers = Readonly<Record<number, z.ZodType | string | null>>;

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In Express's words: « /api/drafts/:id ». */
  readonly path: string;
  readonly right: Right;
  readonly guard?: Guard;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** How many bytes of JSON it takes, when more than a form or a sentence. */
  readonly largestJson?: number;
  /** The handler reads the body itself, as bytes of this type. */
  readonly upload?: string;
  readonly answers: Answers;
  readonly handle: (call: Call) => Promise<Reply>;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** One verb on one resource, with its door: nothing reaches the handler that its schemas have not read. */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  definition: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Reply>;
  },
): Route {
  return definition as unknown as Route;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const done: Reply = { status: 204 };
