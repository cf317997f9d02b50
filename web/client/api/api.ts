import type { FieldFault, Problem } from '../../contract/common.ts';
import { whenSignedInAgain } from '../app/session-gate.ts';

/** A refusal of the server, as RFC 9457 says it. `code` is stable and translated by the screens. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, string | number>;
  readonly faults: FieldFault[];
  /** The whole body: some problems carry more (the kept copy of a draft). */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Partial<Problem> & Record<string, unknown>) {
    super(body.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? `http-${status}`;
    this.params = body.params ?? {};
    this.faults = body.faults ?? [];
    this.body = body;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, unless it is already bytes. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Nobody need be signed in: a 401 is then an answer, not the end of a session. */
  anonymous?: boolean;
  /** Still sent when the page goes away. */
  keepalive?: boolean;
}

/** The one way to talk to the server. Throws ApiProblem or Unreachable; resumes by itself after a session that ended. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  const body = await readBody(response);
  if (response.ok) return body as T;
  const problem = new ApiProblem(response.status, isRecord(body) ? body : {});
  if (isSignedOut(problem) && !options.anonymous) {
    await whenSignedInAgain();
    return call(path, { ...options, anonymous: true });
  }
  throw problem;
}

/** The session ended. A 401 with a code of its own (a wrong step-up code) is an answer like any other. */
export const isSignedOut = (problem: ApiProblem): boolean =>
  problem.status === 401 && (problem.code === 'signed-out' || problem.code === 'http-401');

async function send(path: string, options: CallOptions): Promise<Response> {
  const isBytes = options.body instanceof Blob;
  const init: RequestInit = {
    method: options.method ?? 'GET',
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(options.body !== undefined && !isBytes ? { 'Content-Type': 'application/json' } : {}),
      ...options.headers,
    },
    credentials: 'same-origin',
    keepalive: options.keepalive ?? false,
  };
  if (options.body !== undefined) init.body = isBytes ? (options.body as Blob) : JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable(error);
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
