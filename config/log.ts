import { type Logger, pino } from 'pino';

/**
 * The log of a process: JSON lines on standard output, written at once. Without `sync`, lines still to be written when
 * the process ends are tried again for ever if whoever read them is gone: the process would outlive a killed supervisor.
 */
export function openLog(part: string, level: string): Logger {
  return pino(
    { level, base: { part }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 1, sync: true }),
  );
}
