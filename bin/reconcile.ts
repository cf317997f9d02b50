// Compares the engine and the portal, and says in words where they drifted apart (after a restore of one of them, say).
import { parseArgs } from 'node:util';
import { openDatabase } from '#prisma/client.ts';
import { nameEngine } from '#workers/circuits/publish/engine-identity.ts';
import { connectEngine } from '#zeebe/client.ts';
import { reasonOf } from './reason.ts';
import { portalConnection } from './reconcile/connection.ts';
import { reconcile } from './reconcile/reconcile.ts';

const USAGE = `usage: npm run reconcile [-- --repair] [--grace-seconds N]

Compares the portal with its engine, and prints a line for each thing on which they drifted apart: after a restore of one of
them, say. Writes nothing, and people may go on working.

--repair            repairs what is safe, and says what is not
--grace-seconds N   what began within so many seconds is on its way, not adrift (60)

Reads the running portal of DATA_DIR, or DATABASE_URL and ZEEBE_GRPC_ADDRESS with ZEEBE_REST_ADDRESS.
Exit 0: they agree, or nothing is left; 1: they drifted; 2: they could not be compared.`;

/** What a working portal may take to agree with its engine, a cluster's search included. */
const GRACE_SECONDS = 60;
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      repair: { type: 'boolean', default: false },
      'grace-seconds': { type: 'string' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const grace = values['grace-seconds'] === undefined ? GRACE_SECONDS : Number(values['grace-seconds']);
  if (!Number.isFinite(grace) || grace < 0) throw new Error('--grace-seconds is a number of seconds');
  const { databaseUrl, zeebe } = portalConnection(process.env);
  const database = openDatabase(databaseUrl, { connections: 2 });
  const engine = connectEngine({ ...zeebe, log: QUIET });
  try {
    const engineName = await nameEngine(engine, database);
    const context = { database, engine, engineName, now: () => new Date(), graceMs: grace * 1_000 };
    const { found, left } = await reconcile(context, { repair: values.repair, say: (line) => console.log(line) });
    if (found === 0) console.log(`The portal and its engine « ${engineName} » agree.`);
    else console.log(`${found} drift(s) found, ${found - left} repaired, ${left} left.`);
    return left === 0 ? 0 : 1;
  } finally {
    await engine.close();
    await database.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The portal and its engine could not be compared: ${reasonOf(error)}`);
  return 2;
});
