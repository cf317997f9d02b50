// Whether the part that runs in this container is well: exit 0 or 1. The server answers on its port (it says 503 when a
// part it stands on is away, which is no reason to stop it); the workers touch their heartbeat every ten seconds.
import { stat } from 'node:fs/promises';
import { ConfigurationError, settingsOf } from '#config/settings.ts';

const LATE_MS = 60_000;
const { PORT, HEARTBEAT_FILE } = configuration();

const isWell = HEARTBEAT_FILE
  ? await stat(HEARTBEAT_FILE).then(
      ({ mtimeMs }) => Date.now() - mtimeMs < LATE_MS,
      () => false,
    )
  : await fetch(`http://127.0.0.1:${PORT}/api/health/live`, { signal: AbortSignal.timeout(4_000) }).then(
      () => true,
      () => false,
    );
process.exit(isWell ? 0 : 1);

/** What it is asked about; a setting that is wrong is said in one line, without a stack. */
function configuration() {
  try {
    return settingsOf('health', process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
