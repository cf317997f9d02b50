// Brings the database to what this release needs, as its owner: migrations, the application's rights, and on a
// demonstration its ministry. Runs before anything else at each start; running it twice changes nothing.
import { ConfigurationError, preparationConfig } from '#config/config.ts';
import { onStop, TRY_AGAIN } from '#config/on-stop.ts';
import { OwnerRole } from '#prisma/application-role.ts';
import { sealFormerFactors } from '#prisma/factors.ts';
import { isDatabaseAway, setupFault } from '#prisma/fault.ts';
import { grantApplication, OpenDatabase } from '#prisma/grants.ts';
import { AlteredDatabase } from '#prisma/migrate/expected-tables.ts';
import { migrate } from '#prisma/migrate/migrate.ts';
import { UnknownDatabase } from '#prisma/migrate/take-over.ts';
import { OtherMinistry, refuseOtherMinistry, seedDemonstration } from '#prisma/seed/seed.ts';
import { reasonOf } from './reason.ts';

/** Faults of the installation, reported in one line and without a stack. */
const OPERATOR_FAULTS = [ConfigurationError, UnknownDatabase, AlteredDatabase, OtherMinistry, OpenDatabase, OwnerRole];

// Each migration is whole or not at all: to leave in the middle loses nothing.
onStop(async () => {});
try {
  await prepare();
} catch (error) {
  const away = isDatabaseAway(error);
  if (!away && setupFault(error) === null && !OPERATOR_FAULTS.some((fault) => error instanceof fault)) throw error;
  console.error(reasonOf(error));
  process.exit(away ? TRY_AGAIN : 1);
}
// The channel to the supervisor, listened to, would keep this process.
process.exit(0);

async function prepare(): Promise<void> {
  const { ownerUrl, applicationRole, demonstration, sessionSecret, factorKeys } = preparationConfig(process.env);
  // First: a start that cannot be changes nothing.
  await refuseOtherMinistry(ownerUrl, demonstration);
  await migrate(ownerUrl, (name) => console.log(`applied to the database: ${name}`));
  await grantApplication(ownerUrl, applicationRole);
  if (factorKeys !== undefined && sessionSecret !== undefined) {
    const { sealed, closed } = await sealFormerFactors(ownerUrl, { factorKeys, sessionSecret });
    if (sealed + closed > 0)
      console.log(`second factors sealed under FACTOR_KEY: ${sealed}; that SESSION_SECRET does not open: ${closed}`);
  }
  if (!demonstration) return;
  if (factorKeys === undefined)
    throw new ConfigurationError([
      'FACTOR_KEY is missing: the second factors of the demonstration are encrypted with it',
    ]);
  await seedDemonstration({ ownerUrl, factorKeys });
}
