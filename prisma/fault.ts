// Classifies database errors; shared by server and workers.

/** Prisma's codes for « cannot reach, cannot sign in, timed out, no connection free », and the driver's own. */
const AWAY = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);
const AWAY_KINDS = /^(?:DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/**
 * The driver gives no code when the connection breaks between two queries of one transaction. A
 * connection by socket names the socket's file.
 */
const AWAY_WORDS =
  /connect ENOENT|Connection terminated|timeout exceeded when trying to connect|ECONNREFUSED|connection error and is not queryable|closed and is not queryable/;

/**
 * A statement, or its wait for a lock, timed out; a deadlock undid this transaction, in
 * PostgreSQL's words and in Prisma's; every connection is taken.
 */
const BUSY = new Set(['57014', '55P03', '40P01', 'P2034']);
const BUSY_WORDS = /^timeout exceeded when trying to connect$/;

/** PostgreSQL's « disk full », and the system's errors for a full disk or an exceeded quota. */
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** True if the database cannot be reached for now: the same work can be done later. */
export const isDatabaseAway = (error: unknown): boolean =>
  hasCause(
    error,
    ({ name, code, kind, message }) =>
      (typeof code === 'string' && AWAY.has(code)) ||
      name === 'PrismaClientInitializationError' ||
      (typeof kind === 'string' && AWAY_KINDS.test(kind)) ||
      (typeof message === 'string' && AWAY_WORDS.test(message)),
  );

/**
 * True if the database is overloaded: nothing was written, and the same can be asked again in a
 * moment.
 */
export const isDatabaseBusy = (error: unknown): boolean =>
  hasCause(
    error,
    ({ code, originalCode, message }) =>
      BUSY.has(String(code)) || BUSY.has(String(originalCode)) || BUSY_WORDS.test(String(message)),
  );

/** True if the caller left meanwhile: nobody is waiting for the answer. */
export const isCallerGone = (error: unknown): boolean => hasCause(error, ({ code }) => code === 'CALLER_GONE');

/** True if a disk is full, the database's or ours: the same work can be done once there is room. */
export const isStorageFull = (error: unknown): boolean =>
  hasCause(error, ({ code, originalCode }) => FULL.has(String(code)) || FULL.has(String(originalCode)));

/**
 * True if nothing is wrong with the work itself: none of it was written, and the same can be done
 * later.
 */
export const isTransient = (error: unknown): boolean =>
  isDatabaseAway(error) || isDatabaseBusy(error) || isStorageFull(error);

/** Wrong password, sign-in refused, no such database, no such role, a missing right. */
const NOT_SET_UP = new Set(['28P01', '28000', '3D000', '42704', '42501']);

/**
 * Returns PostgreSQL's message for a database that is not set up for us, shown to the person who
 * installs; null for any other error.
 */
export function setupFault(error: unknown): string | null {
  const cause = causeOf(error, ({ code, originalCode }) => NOT_SET_UP.has(String(originalCode ?? code)));
  return cause === null ? null : String(cause.originalMessage ?? cause.message);
}

type Cause = Readonly<Record<string, unknown>>;

/** True if an error, or one of its causes, matches. */
const hasCause = (error: unknown, isSuch: (cause: Cause) => boolean): boolean => causeOf(error, isSuch) !== null;

/** Returns the first match among an error and its causes, at most five deep. */
function causeOf(error: unknown, isSuch: (cause: Cause) => boolean): Cause | null {
  for (let cause = error as Cause | undefined, depth = 0; cause && depth < 5; depth++) {
    if (isSuch(cause)) return cause;
    const meta = cause.meta as { driverAdapterError?: unknown } | undefined;
    cause = (cause.cause ?? meta?.driverAdapterError) as Cause | undefined;
  }
  return null;
}

/**
 * Describes an error for the log: its name, code and stack, not its message. Messages of the
 * database client quote the values of a query.
 */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const { code } = error as { code?: unknown };
  const speaks = !error.name.startsWith('Prisma') && !('meta' in error);
  return {
    fault: error.name,
    ...(typeof code === 'string' && { code }),
    ...(speaks && ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name) && { message: error.message }),
    at: frames.map((line) =>
      line.trim().replace(/\(?file:\/\/\S*?\/((?:web|workers|prisma|domain|engine|node_modules)\/)/, '$1'),
    ),
  };
}
