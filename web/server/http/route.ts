import type { Request, Response } from 'express';
import type { Role } from '#domain/permissions/role.ts';
import { type Answer, api, type Body, type EndpointName, type Params, type Query } from '#web/contract/api.ts';
import type { Endpoint } from '#web/contract/endpoint.ts';
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
  | 'desk-preparer'
  | 'dossier-reader'
  | 'structure-manager'
  | 'structure-superior'
  | 'pay-reader'
  | 'campaign-reader'
  | 'identity-checker'
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

/** An endpoint of the contract with who may call it and what answers. */
export interface Route<Name extends EndpointName = EndpointName> extends Endpoint {
  readonly name: Name;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In Express's words: « /api/drafts/:id ». */
  readonly path: string;
  readonly right: Right;
  /** Null: the right says it all. */
  readonly guard: Guard | null;
  /** « any »: also to whoever must give a second factor and did not yet; without it, they are refused. */
  readonly session?: 'any';
  /** How many bytes of JSON it takes, when more than a form or a sentence. */
  readonly maxJson?: number;
  readonly handle: (call: Call) => Promise<Reply>;
}

/** Answers an endpoint: nothing reaches the handler that its schemas have not read, and it answers what was declared. */
export function serve<const Name extends EndpointName>(
  name: Name,
  served: Pick<Route, 'right' | 'guard' | 'maxJson' | 'session'> & {
    readonly handle: (call: Call<Params<Name>, Query<Name>, Body<Name>>) => Promise<Answer<Name>>;
  },
): Route<Name> {
  const [method = '', path = ''] = name.split(' ');
  return { name, method: method.toLowerCase(), path, ...api[name], ...served } as unknown as Route<Name>;
}

/** For routes that answer by more than one status. */
export const reply = <const Status extends number, T>(status: Status, body: T) => ({ status, body });
export const ok = <T>(body: T) => ({ status: 200, body }) as const;
export const created = <T>(body: T) => ({ status: 201, body }) as const;
export const done = { status: 204 } as const;
export const accepted = { status: 202 } as const;
