import type { Response } from 'express';
import type { LiveChange } from '#web/contract/operations/operations.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { Channels, Notified } from './channels.ts';

/** Open streams of one person: a few tabs and devices. */
const MAX_PER_PERSON = 8;
/** Proxies close what is silent for a minute; and a session that was ended hears no longer than this. */
const HEARTBEAT_MS = 20_000;
/** A stream is closed after this long; the browser opens another, and its session is looked at again. */
const MAX_AGE_MS = 15 * 60_000;
/** Changes that come together are sent together. */
const GATHER_MS = 150;
/** Where more requests than these change at once, a batch is under way: each changes several times, and is told of once. */
const MANY = 5;
const GATHER_MANY_MS = 1_000;
/**
 * What changed so lately, of so many at most, is told to whoever opens a stream: their page read its lists before it listened,
 * and on a busy machine a browser takes seconds between the two.
 */
const RECENT_MS = 15_000;
const RECENT_MOST = 200;

interface Stream {
  readonly me: SignedIn;
  readonly response: Response;
  /** By what they say, so that each is said once. */
  readonly pending: Map<string, LiveChange>;
}

export interface StreamSources {
  onChange: Channels['onChange'];
  /** Of these people, those who may see each of these requests. */
  readersOf(
    requestIds: readonly string[],
    personIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Whether the session that opened a stream was not ended since. */
  isOpen(me: SignedIn): Promise<boolean>;
}

/** Fans changes out to whoever may see them. */
export function createStreams({ onChange, readersOf, isOpen }: StreamSources, heartbeatMs = HEARTBEAT_MS) {
  const streams = new Set<Stream>();
  const recent = recentOnes<Notified>();
  let gathering: NodeJS.Timeout | undefined;
  let gatherMs = GATHER_MS;

  /** Says what these have to be told; asks once who may see the requests, however many people are connected. */
  const flush = async (those: readonly Stream[]): Promise<void> => {
    const told = those.map((stream) => ({ stream, changes: [...stream.pending.values()] }));
    for (const { stream } of told) stream.pending.clear();
    const requests = requestsIn(told.flatMap(({ changes }) => changes));
    const everyone = [...new Set(told.map(({ stream }) => stream.me.personId))];
    // With the database away nobody hears of a request; screens read everything again once it is back.
    const readers = requests.size === 0 ? null : await readersOf([...requests], everyone).catch(() => null);
    for (const { stream, changes } of told)
      for (const change of changes)
        if (change.what !== 'request' || readers?.get(change.id)?.has(stream.me.personId)) send(stream, change);
  };

  const send = ({ response }: Stream, change: LiveChange): void => {
    if (!response.writableEnded) response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  };

  const keep = ({ me, pending }: Stream, change: Notified): void => {
    for (const shown of shownTo(me, change)) pending.set(JSON.stringify(shown), shown);
  };

  onChange((change) => {
    recent.add(change);
    for (const stream of streams) keep(stream, change);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const those = [...streams];
      const many = requestsIn(those.flatMap(({ pending }) => [...pending.values()])).size > MANY;
      gatherMs = many ? GATHER_MANY_MS : GATHER_MS;
      void flush(those);
    }, gatherMs);
    gathering.unref();
  });

  return {
    /** False when the person has too many open already. */
    open(me: SignedIn, response: Response): boolean {
      if ([...streams].filter((stream) => stream.me.personId === me.personId).length >= MAX_PER_PERSON) return false;
      const stream: Stream = { me, response, pending: new Map() };
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        Connection: 'keep-alive',
        'X-Accel-Buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      const heartbeat = setInterval(async () => {
        // With the database away nobody is sent off.
        if (await isOpen(me).catch(() => true)) response.write(': here\n\n');
        else response.end();
      }, heartbeatMs).unref();
      const end = setTimeout(() => response.end(), MAX_AGE_MS).unref();
      streams.add(stream);
      for (const change of recent.all()) keep(stream, change);
      void flush([stream]);
      response.on('close', () => {
        clearInterval(heartbeat);
        clearTimeout(end);
        streams.delete(stream);
      });
      return true;
    },
  };
}

const requestsIn = (changes: readonly LiveChange[]): ReadonlySet<string> =>
  new Set(changes.flatMap((change) => (change.what === 'request' ? [change.id] : [])));

/** Keeps the newest for a while, each once. */
function recentOnes<Message>() {
  const heardAt = new Map<string, { readonly message: Message; readonly at: number }>();
  const forget = (): void => {
    const since = performance.now() - RECENT_MS;
    for (const [key, { at }] of heardAt) {
      if (at >= since && heardAt.size <= RECENT_MOST) break;
      heardAt.delete(key);
    }
  };
  return {
    add(message: Message): void {
      const key = JSON.stringify(message);
      // Heard again, it is the newest.
      heardAt.delete(key);
      heardAt.set(key, { message, at: performance.now() });
      forget();
    },
    all(): readonly Message[] {
      forget();
      return [...heardAt.values()].map(({ message }) => message);
    },
  };
}

/** What a change is to one person, whatever they may see of it. */
function shownTo({ personId }: SignedIn, change: Notified): LiveChange[] {
  switch (change.what) {
    case 'notification':
      return change.personId === personId ? [{ what: 'notifications' }] : [];
    case 'import':
      return change.personId === personId ? [{ what: 'imports' }] : [];
    case 'batch':
      return change.personId === personId ? [{ what: 'batches' }] : [];
    case 'tasks':
      return change.personIds.includes(personId) ? [{ what: 'tasks' }] : [];
    case 'request':
    case 'anything':
      return [change];
  }
}
