import type { Response } from 'express';
import type { SignedIn } from '../auth/sessions.ts';

/** Open streams of one person: a few tabs and devices. */
const MOST_PER_PERSON = 8;
/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 20_000;
/** A stream is closed after this long; the browser opens another, and its session is looked at again. */
const LIFE_MS = 15 * 60_000;
/** Changes that come together are told together. */
const GATHER_MS = 50;

interface Stream {
  readonly me: SignedIn;
  readonly response: Response;
  readonly pending: Set<string>;
}

export interface StreamSources {
  onChange(heard: (change: string) => void): () => void;
  maySee(me: SignedIn, requestId: string): Promise<boolean>;
}

/** Fans changes out to whoever may see them. */
export function createStreams({ onChange, maySee }: StreamSources) {
  const streams = new Set<Stream>();
  let gathering: NodeJS.Timeout | undefined;

  const flush = async (stream: Stream): Promise<void> => {
    const changes = [...stream.pending];
    stream.pending.clear();
    for (const change of changes) {
      const [what, id] = change.split(':') as [string, string | undefined];
      if (what === 'request' && id !== undefined) {
        if (await maySee(stream.me, id).catch(() => false)) send(stream, { what: 'request', id });
      } else if (what === 'tasks') send(stream, { what: 'tasks' });
      else if (what === 'notification') send(stream, { what: 'notifications' });
    }
  };

  const send = ({ response }: Stream, change: object): void => {
    if (!response.writableEnded) response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  };

  onChange((change) => {
    for (const stream of streams) {
      // An empty bell: the connection to the database came back, and anything may have rung meanwhile.
      if (change === '') stream.pending.add('tasks').add('notification:');
      else if (!change.startsWith('notification:') || change === `notification:${stream.me.personId}`) {
        stream.pending.add(change);
      }
    }
    gathering ??= setTimeout(() => {
      gathering = undefined;
      for (const stream of streams) if (stream.pending.size > 0) void flush(stream);
    }, GATHER_MS);
    gathering.unref();
  });

  return {
    /** False when the person has too many open already. */
    open(me: SignedIn, response: Response): boolean {
      if ([...streams].filter((stream) => stream.me.personId === me.personId).length >= MOST_PER_PERSON) return false;
      const stream: Stream = { me, response, pending: new Set() };
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        Connection: 'keep-alive',
        'X-Accel-Buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      const heartbeat = setInterval(() => response.write(': here\n\n'), HEARTBEAT_MS).unref();
      const end = setTimeout(() => response.end(), LIFE_MS).unref();
      streams.add(stream);
      response.on('close', () => {
        clearInterval(heartbeat);
        clearTimeout(end);
        streams.delete(stream);
      });
      return true;
    },
  };
}
