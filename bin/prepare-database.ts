// Brings the database to what this release needs, as its owner: migrations, the application's rights, and on a
// demonstration its ministry. Runs before anything else at each start; running it twice changes nothing.
import { ConfigurationError, loadConfig } from '../config/config.ts';
import { onStop } from '../config/on-stop.ts';
import { grantApplication } from '../prisma/grants.ts';
import { migrate } from '../prisma/migrate.ts';
import { seedDemonstration } from '../prisma/seed/seed.ts';

// Each migration is whole or not at all: to leave in the middle loses nothing.
onStop(async () => {});
try {
  await prepare();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exit(1);
}
// The channel to the supervisor, listened to, would keep this process.
process.exit(0);

async function prepare(): Promise<void> {
  const { databaseUrl, databaseOwnerUrl: ownerUrl, demonstration, sessionSecret } = loadConfig(process.env);
  if (ownerUrl === undefined)
    throw new ConfigurationError(['DATABASE_OWNER_URL is missing: migrations are run as the owner of the database']);
  const applied = await migrate(ownerUrl);
  for (const name of applied) console.log(`migration applied: ${name}`);
  await grantApplication(ownerUrl, decodeURIComponent(new URL(databaseUrl).username));
  if (demonstration) await seedDemonstration({ ownerUrl, sessionSecret });
}
