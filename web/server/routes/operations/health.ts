import type { Health, Ready } from '#web/contract/operations/operations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';

/** An answer that does not come in this time is a no. */
const TIMEOUT_MS = 4_000;

async function answers(question: () => Promise<unknown>): Promise<'up' | 'down'> {
  const answer = await inTime(question);
  return answer === 'down' || answer === false ? 'down' : 'up';
}

/** What a question is answered in time, or « down ». */
async function inTime<T>(question: () => Promise<T>): Promise<T | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), TIMEOUT_MS);
  });
  const asked = question().catch(() => 'down' as const);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

type Asked = Pick<Dependencies, 'database' | 'engine' | 'mailAnswers' | 'storage' | 'settings' | 'stopping'>;

/** Whether each part answers, and what becomes of this process. Open to all: they say nothing of anyone. */
export const healthRoutes = (asked: Asked) => [healthRoute(asked), liveRoute(), readyRoute(asked)];

const liveRoute = () =>
  serve('GET /api/health/live', { right: 'anyone', guard: null, handle: async () => reply(200, { status: 'up' }) });

const readyRoute = ({ database, stopping }: Asked) =>
  serve('GET /api/health/ready', {
    right: 'anyone',
    guard: null,
    async handle() {
      const data = await answers(() => database.prisma.$queryRaw`select 1 as up`);
      const status: Ready['status'] = stopping.aborted ? 'stopping' : data === 'up' ? 'ready' : 'unavailable';
      return reply(status === 'ready' ? 200 : 503, { status, database: data });
    },
  });

function healthRoute({ database, engine, mailAnswers, storage, settings }: Asked) {
  return serve('GET /api/health', {
    right: 'anyone',
    guard: null,
    async handle() {
      const [data, playing, mail, room] = await Promise.all([
        answers(() => database.prisma.$queryRaw`select 1 as up`),
        answers(() => engine.ping()),
        answers(mailAnswers),
        inTime(storage.state),
      ]);
      const up = data === 'up' && playing === 'up' && mail === 'up' && (room === 'up' || room === 'low');
      const body: Health = {
        status: up ? 'up' : 'degraded',
        database: data,
        engine: playing,
        mail,
        storage: room,
        catcher: settings.demonstration ? settings.catcherUrl : null,
      };
      return reply(up ? 200 : 503, body);
    },
  });
}
