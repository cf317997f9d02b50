import type { Health } from '../../../contract/operations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';

/** An answer that does not come in this time is a no. */
const TIMEOUT_MS = 4_000;

async function answers(question: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), TIMEOUT_MS);
  });
  const asked = question().then(
    (answer): 'up' | 'down' => (answer === false ? 'down' : 'up'),
    () => 'down' as const,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** Whether each part answers. Open to all: it says nothing of anyone. */
export function healthRoute({
  database,
  engine,
  mailAnswers,
  settings,
}: Pick<Dependencies, 'database' | 'engine' | 'mailAnswers' | 'settings'>) {
  return serve('GET /api/health', {
    right: 'anyone',
    guard: null,
    async handle() {
      const [data, playing, mail] = await Promise.all([
        answers(() => database.prisma.$queryRaw`select 1 as up`),
        answers(() => engine.ping()),
        answers(mailAnswers),
      ]);
      const up = data === 'up' && playing === 'up' && mail === 'up';
      const body: Health = {
        status: up ? 'up' : 'degraded',
        database: data,
        engine: playing,
        mail,
        catcher: settings.demonstration ? settings.catcherUrl : null,
      };
      return reply(up ? 200 : 503, body);
    },
  });
}
