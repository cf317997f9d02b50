import { nextRankingTurn } from '#application/campaigns/rank-campaign.ts';
import { createVersions } from '#application/versions.ts';
import type { Database } from '#prisma/client.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from './loop.ts';

/** Woken by the database; now and then it looks by itself. */
const EVERY_MS = 60_000;

interface Deps {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
}

/** Works out the rankings of campaigns, some candidates at a time. */
export function startCampaigns({ database, now, log }: Deps): Loop {
  const deps = { database, now, versions: createVersions(database) };
  return startLoop({ name: 'campaigns', everyMs: EVERY_MS, log, turn: () => nextRankingTurn(deps) });
}
