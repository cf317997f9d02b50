import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Ended, environmentFor } from './commands.ts';

/** A command, what it is given, and its environment. */
export interface Asked {
  readonly module: string;
  readonly parameters: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** A process that runs commands one after the other. */
export interface Turns {
  run(module: string, parameters: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended>;
  close(): Promise<void>;
}

/**
 * Opens a process that runs our commands in turn, each as if it were alone: loading what they import, half a second of processor,
 * is paid once. For what only says something and ends; whether a command ends by itself, `run` of commands.ts shows.
 */
export function openTurns(): Turns {
  const root = path.resolve(import.meta.dirname, '..', '..');
  const child = fork(path.join(import.meta.dirname, 'in-turn.child.ts'), { cwd: root, env: environmentFor() });
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(module, parameters, environment = {}) {
      const ended = last.then(async () => {
        child.send({ module, parameters, environment } satisfies Asked);
        const [said] = await once(child, 'message');
        return said as Ended;
      });
      last = ended.catch(() => undefined);
      return ended;
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
