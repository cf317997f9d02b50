// Runs the tools of an installation, out of sight, and ends them with itself. Node's built-ins only, on any Node from 20.
import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const GRACE_MS = 5_000;
const PARENT_CHECK_MS = 200;

/**
 * Tools that stop when this process is signalled. Each leads a process group, so that what it started goes too; what has
 * not ended 5 s after the signal is killed. `output` gives the descriptor that they print to.
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, output: () => number }} options
 */
export function openTools({ cwd, env, output }) {
  const running = new Map();
  let stoppedBy;
  const signalAll = (signal) => {
    for (const pid of running.keys())
      try {
        process.kill(-pid, signal);
      } catch {
        // Gone meanwhile.
      }
  };
  const stop = (signal) => {
    if (stoppedBy !== undefined) return;
    stoppedBy = signal;
    signalAll(signal);
    setTimeout(signalAll, GRACE_MS, 'SIGKILL').unref();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  // A signal sent to npm alone reaches the shell of its script, which dies of it and passes nothing on.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && stop('SIGTERM'), PARENT_CHECK_MS);
  watch.unref();

  return {
    /** Runs a tool to its end: null, or why it failed. */
    async run(command, parameters) {
      if (stoppedBy !== undefined) return stoppedBy;
      const tool = spawn(command, parameters, { cwd, env, detached: true, stdio: ['ignore', output(), output()] });
      const ended = new Promise((resolve) => {
        tool.once('error', (error) => resolve(error.message));
        tool.once('exit', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)));
      });
      if (tool.pid !== undefined) running.set(tool.pid, ended);
      const outcome = await ended;
      running.delete(tool.pid);
      return outcome;
    },
    /** The signal that stopped all, if one did. */
    get stoppedBy() {
      return stoppedBy;
    },
    /** Lets go of the signals; when one came, waits for the tools and dies of it, as whoever sent it expects. */
    async close() {
      if (stoppedBy !== undefined) await Promise.all(running.values());
      clearInterval(watch);
      for (const signal of SIGNALS) process.off(signal, stop);
      if (stoppedBy !== undefined) process.kill(process.pid, stoppedBy);
    },
  };
}
