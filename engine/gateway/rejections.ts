import { status } from '@grpc/grpc-js';
import { BadQuery, UnreadableQuery } from '../history/search/bad-query.ts';
import { TooLong } from '../history/search/time-limit.ts';
import { Rejection, type RejectionCode } from '../processing/protocol.ts';
import { Refused } from './refused.ts';

/** How a refusal is said in each protocol. */
export interface Refusal {
  readonly grpc: status;
  readonly http: number;
  /** What REST calls it, where that is not the code: a cluster's web server refuses these in its own words. */
  readonly title?: string;
}

/** The one table from rejection code to gRPC status and HTTP status. */
export const refusals = {
  INVALID_ARGUMENT: { grpc: status.INVALID_ARGUMENT, http: 400 },
  /** A request that cannot even be read: no JSON, a field that is not known or not of its type, a path without a key. */
  UNREADABLE: { grpc: status.INVALID_ARGUMENT, http: 400, title: 'Bad Request' },
  UNAUTHENTICATED: { grpc: status.UNAUTHENTICATED, http: 401 },
  PERMISSION_DENIED: { grpc: status.PERMISSION_DENIED, http: 403 },
  NOT_FOUND: { grpc: status.NOT_FOUND, http: 404 },
  METHOD_NOT_ALLOWED: { grpc: status.UNIMPLEMENTED, http: 405, title: 'Method Not Allowed' },
  ALREADY_EXISTS: { grpc: status.ALREADY_EXISTS, http: 409 },
  INVALID_STATE: { grpc: status.FAILED_PRECONDITION, http: 409 },
  PAYLOAD_TOO_LARGE: { grpc: status.RESOURCE_EXHAUSTED, http: 413 },
  UNSUPPORTED_MEDIA_TYPE: { grpc: status.INVALID_ARGUMENT, http: 415, title: 'Unsupported Media Type' },
  UNSUPPORTED: { grpc: status.UNIMPLEMENTED, http: 501 },
  RESOURCE_EXHAUSTED: { grpc: status.RESOURCE_EXHAUSTED, http: 503 },
  UNAVAILABLE: { grpc: status.UNAVAILABLE, http: 503 },
  DEADLINE_EXCEEDED: { grpc: status.DEADLINE_EXCEEDED, http: 504 },
  INTERNAL: { grpc: status.INTERNAL, http: 500 },
} satisfies Record<RejectionCode, Refusal> & Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** What any error is to the caller: a refusal with its code and text, or null when it is a fault of ours. */
export function asRefusal(error: unknown): { code: RefusalCode; text: string } | null {
  if (error instanceof Rejection || error instanceof Refused) return { code: error.code, text: error.message };
  if (error instanceof UnreadableQuery) return { code: 'UNREADABLE', text: error.message };
  if (error instanceof BadQuery) return { code: 'INVALID_ARGUMENT', text: error.message };
  if (error instanceof TooLong) return { code: 'DEADLINE_EXCEEDED', text: error.message };
  return null;
}
