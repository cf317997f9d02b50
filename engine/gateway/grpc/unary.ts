import { performance } from 'node:perf_hooks';
import type { handleServerStreamingCall, handleUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';
import type { GatewayContext } from '../context.ts';
import { asRefusal, refusals } from '../rejections.ts';

/** What proto-loader hands over and takes back: plain objects, 64-bit integers as strings. */
// biome-ignore lint/suspicious/noExplicitAny: the proto is loaded at run time, it has no types
export type Message = Record<string, any>;

/** Answers one call. */
export type Answer = (request: Message) => Promise<Message>;
/** Answers one call by several messages; ends when the promise does. */
export type StreamAnswer = (
  request: Message,
  stream: ServerWritableStream<Message, Message>,
  signal: AbortSignal,
) => Promise<void>;

/**
 * Goes before each answer: what is compressed is opened, but better sent as it is. The public client compresses each
 * message, a hundred bytes most often, in a stream and a thread's work of each, until it is told so.
 */
export const UNCOMPRESSED = new Metadata();
UNCOMPRESSED.set('grpc-accept-encoding', 'identity');

/** A handler for grpc-js: sign-in checked, refusals mapped, faults logged and kept from the caller. */
export function unary(context: GatewayContext, name: string, answer: Answer): handleUnaryCall<Message, Message> {
  return (call, callback) => {
    const start = performance.now();
    const answered = (outcome: string) =>
      context.metrics.answered('grpc', name, outcome, (performance.now() - start) / 1000);
    signedIn(context, call.metadata)
      .then(() => answer(call.request))
      .then(
        (response) => {
          answered('OK');
          call.sendMetadata(UNCOMPRESSED);
          callback(null, response);
        },
        (error: unknown) => {
          const refusal = toStatus(context, name, error);
          answered(status[refusal.code] ?? 'UNKNOWN');
          callback(refusal);
        },
      );
  };
}

/** The same for a call answered by a stream. */
export function streaming(
  context: GatewayContext,
  name: string,
  answer: StreamAnswer,
): handleServerStreamingCall<Message, Message> {
  return (call) => {
    const start = performance.now();
    const answered = (outcome: string) =>
      context.metrics.answered('grpc', name, outcome, (performance.now() - start) / 1000);
    const gone = new AbortController();
    call.on('cancelled', () => gone.abort());
    call.on('error', () => gone.abort());
    signedIn(context, call.metadata)
      .then(() => answer(call.request, call, gone.signal))
      .then(
        () => {
          answered('OK');
          call.end();
        },
        (error: unknown) => {
          const refusal = toStatus(context, name, error);
          answered(status[refusal.code] ?? 'UNKNOWN');
          // grpc-js sends the status of an error that is emitted; destroying the stream would send none.
          call.emit('error', Object.assign(new Error(refusal.details), refusal));
        },
      );
  };
}

async function signedIn(context: GatewayContext, metadata: Metadata): Promise<void> {
  const [header] = metadata.get('authorization');
  await context.signIn(header?.toString());
}

function toStatus(context: GatewayContext, name: string, error: unknown): { code: status; details: string } {
  const refusal = asRefusal(error);
  if (refusal !== null) return { code: refusals[refusal.code].grpc, details: refusal.text };
  context.log.error({ call: name, err: error }, 'a call failed');
  return { code: status.INTERNAL, details: 'The engine met an unexpected fault; its log says more' };
}
