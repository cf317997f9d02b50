// Brings the database to what this release needs, as its owner: migrations, the application's rights, and on a
// demonstration its ministry. Runs before anything else at each start; running it twice changes nothing.
import { loadConfig } from '../config/config.ts';
import { onStop } from '../config/on-stop.ts';
import { grantApplication } from '../prisma/grants.ts';
import { migrate } from '../prisma/migrate.ts';
import { seedDemonstration } from '../prisma/seed/seed.ts';

// Each migration is whole or not at all: to leave in the middle loses nothing.
onStop(async () => {});
const config = loadConfig(process.env);
const applied = await migrate(config.databaseOwnerUrl);
for (const name of applied) console.log(`migration applied: ${name}`);
await grantApplication(config.databaseOwnerUrl, decodeURIComponent(new URL(config.databaseUrl).username));
if (config.demonstration)
  await seedDemonstration({ ownerUrl: config.databaseOwnerUrl, sessionSecret: config.sessionSecret });
// The channel to the supervisor, listened to, would keep this process.
process.exit(0);
