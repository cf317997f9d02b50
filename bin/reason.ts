import { isDatabaseAway, setupFault } from '#prisma/fault.ts';

const WHERE_TO_LOOK =
  'Look at DATABASE_URL and DATABASE_OWNER_URL, and at the two roles that they name (docs/operations.md).';

/** Why a command could not go on, for whoever runs it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const setup = setupFault(error);
  if (setup !== null) return `The database is not set up: ${setup}. ${WHERE_TO_LOOK}`;
  // Others break connections too: the engine, a mail server.
  if (error.name.startsWith('Prisma') && isDatabaseAway(error)) return `The database does not answer. ${WHERE_TO_LOOK}`;
  return error.message;
}
