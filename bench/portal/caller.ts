import { Agent, type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** As the clients of the portal give up. */
const TIMEOUT_MS = 30_000;

export interface Answer {
  /** 0: nothing came before the time limit, or the call was given up. */
  readonly status: number;
  readonly ms: number;
  /** What was answered, read only by whoever asks: the generator is not to eat the cores that it measures. */
  json<T = unknown>(): T;
}

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** What is sent is a document of this name, not JSON. */
  readonly document?: { readonly bytes: Uint8Array; readonly name: string; readonly pieceType: string };
}

const agent = new Agent({ keepAlive: true, maxSockets: 400 });

/** Calls that a browser's page would make, over connections that stay, by whoever this cookie names. Never throws. */
export function call(url: string, cookie: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', body, signal, document } = asked;
  const began = performance.now();
  const sent = document?.bytes ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
  const headers = {
    cookie,
    origin: url,
    'accept-encoding': 'gzip, deflate, br',
    ...(sent !== undefined && { 'content-length': sent.length, 'content-type': 'application/json' }),
    ...(document && {
      'content-type': 'application/pdf',
      'x-file-name': encodeURIComponent(document.name),
      'x-piece-type': document.pieceType,
    }),
  };
  return new Promise((resolve) => {
    const over = (status: number, chunks: readonly Buffer[] = [], response?: IncomingMessage) => {
      const json = <T>() => JSON.parse(decoded(Buffer.concat(chunks), response).toString()) as T;
      resolve({ status, ms: performance.now() - began, json });
    };
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    const given = signal ? AbortSignal.any([signal, limit]) : limit;
    const ask = request(`${url}${path}`, { agent, method, headers, signal: given }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => over(response.statusCode ?? 0, chunks, response));
      response.once('error', () => over(0));
    });
    ask.once('error', () => over(0));
    ask.end(sent);
  });
}

function decoded(bytes: Buffer, response?: IncomingMessage): Buffer {
  const encoding = response?.headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(bytes);
  return encoding === 'gzip' ? gunzipSync(bytes) : bytes;
}

/** An open live screen; what it hears goes to `onChange`. */
export interface LiveScreen {
  readonly opened: Promise<boolean>;
  close(): void;
}

/** Listens to GET /api/events as EventSource does, on a connection of its own. */
export function listen(
  url: string,
  cookie: string,
  onChange: (change: { what: string; id?: string }) => void,
): LiveScreen {
  const opened = Promise.withResolvers<boolean>();
  const ask = request(
    `${url}/api/events`,
    { agent: false, headers: { cookie, accept: 'text/event-stream' } },
    (response) => {
      opened.resolve(response.statusCode === 200);
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          if (!event.includes('event: change')) continue;
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (data !== undefined) onChange(JSON.parse(data));
        }
      });
      response.on('error', () => {});
    },
  );
  ask.on('error', () => opened.resolve(false));
  ask.end();
  return { opened: opened.promise, close: () => ask.destroy() };
}

/** Lets go of the connections that stay. */
export const closeConnections = (): void => agent.destroy();
