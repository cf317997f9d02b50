import type { ErrorCode } from '#domain/errors.ts';
import type { Asked, EndpointName, Success, With } from '#web/contract/api.ts';
import type { FieldFault, Problem } from '#web/contract/common.ts';
import type { ProblemExtras } from '#web/contract/problems.ts';
import { type InAddress, place } from './address.ts';
import { ACCEPT, takeAnswer } from './ahead.ts';
import { fetchInTime } from './in-time.ts';
import { whenSignedInAgain } from './session-gate.ts';

/** A refusal of the server, as RFC 9457 says it. `code` is stable and translated by the screens. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ErrorCode | `http-${number}`;
  readonly params: Record<string, string | number>;
  readonly faults: FieldFault[];
  /** The whole body. */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Partial<Problem> & Record<string, unknown>) {
    super(body.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = (body.code as ErrorCode | undefined) ?? `http-${status}`;
    this.params = body.params ?? {};
    this.faults = body.faults ?? [];
    this.body = body;
  }
}

/** What a problem of this code carries to go on from; null for any other error. */
export function carriedBy<Code extends keyof ProblemExtras>(error: unknown, code: Code): ProblemExtras[Code] | null {
  return error instanceof ApiProblem && error.code === code ? (error.body as ProblemExtras[Code]) : null;
}

/** The server could not be reached at all, or does not answer. */
export class Unreachable extends Error {
  /** Whether somebody waited for it as long as anybody does: asked again at once, it would make them wait as long again. */
  readonly isLate: boolean;

  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
    this.isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
  }
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Nobody need be signed in: a 401 is then an answer, not the end of a session. */
  anonymous?: boolean;
}

/** What goes with a call, as whoever has no type for it passes it on. */
export type AnyInput = InAddress & CallOptions & { readonly body?: unknown };

/**
 * The one way to talk to the server: an endpoint of the contract by its name, its answer by its type.
 * @throws {ApiProblem | Unreachable} After a session that ended, it resumes by itself.
 * @example const draft = await call('GET /api/drafts/:id', { params: { id } });
 */
export const call = <const Name extends EndpointName>(
  ...[name, input]: With<Name, Asked<Name> & CallOptions>
): Promise<Success<Name>> => callAny(name, input as AnyInput | undefined);

/** The same, untyped. */
export function callAny<T>(name: EndpointName, { params, query, ...options }: AnyInput = {}): Promise<T> {
  const [method = ''] = name.split(' ');
  return send(method, place(name, { ...(params && { params }), ...(query && { query }) }), options);
}

/** Calls any address, ours or that of sign-in, which is better-auth's own. */
export async function send<T>(
  method: string,
  address: string,
  { body, signal, anonymous = false }: CallOptions & { body?: unknown } = {},
): Promise<T> {
  const response = await fetched(address, {
    method,
    headers: {
      Accept: ACCEPT,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    credentials: 'same-origin',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const answer = await read(response);
  if (response.ok) return answer as T;
  const problem = new ApiProblem(response.status, isRecord(answer) ? answer : {});
  if (isSignedOut(problem) && !anonymous) {
    await whenSignedInAgain();
    return send(method, address, { body, ...(signal && { signal }), anonymous: true });
  }
  throw problem;
}

/** The session ended. A 401 with a code of its own (a wrong step-up code) is an answer like any other. */
export const isSignedOut = (problem: ApiProblem): boolean =>
  problem.status === 401 && (problem.code === 'signed-out' || problem.code === 'http-401');

async function fetched(address: string, init: RequestInit): Promise<Response> {
  try {
    // What is written may take long to get there.
    return await (init.method === 'GET' ? (takeAnswer(address) ?? fetchInTime(address, init)) : fetch(address, init));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable(error);
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.headers.get('content-type')?.startsWith('application/pdf')) return response.blob();
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
