import type { ChildName } from '#config/processes.ts';
import type { Child } from './child-process.ts';
import { watchFolder } from './watch.ts';

/** The rooms whose files a process runs: it is replaced when one of them changes. */
const RUNS: Partial<Record<ChildName, readonly string[]>> = {
  engine: ['engine'],
  workers: ['workers', 'application', 'domain', 'prisma', 'zeebe', 'config', 'processes', 'web/contract'],
  server: ['web/server', 'web/contract', 'application', 'domain', 'prisma', 'zeebe', 'config'],
};

/** Editors write a file in several goes. */
const SETTLE_MS = 60;
/** A request or a job under way may finish; live screens, which never do, are cut. */
const GRACE_MS = 400;

/** What a test or a tool writes there is no reason to start anything again. */
const UNRELATED = /\.test\.tsx?$|(?:^|\/)testing\/|\.md$|~$/;

/** Its client is generated and its migrations are run before anything starts. */
const SCHEMA = /^(?:schema\.prisma|migrations\/)/;

/** Replaces each child, from now on, whenever a file that it runs changes. */
export function replaceOnChange(children: readonly Child[], say: (line: string) => void): void {
  const roots = new Set(Object.values(RUNS).flat());
  for (const root of roots) {
    watchFolder(root, (file) => {
      if (UNRELATED.test(file)) return;
      if (root === 'prisma' && SCHEMA.test(file)) return say('the schema changed: stop, and npm run dev again');
      for (const { definition } of children) if (RUNS[definition.name]?.includes(root)) due(definition.name);
    });
  }

  const waiting = new Map<ChildName, NodeJS.Timeout>();
  const busy = new Map<ChildName, Promise<void>>();

  function due(name: ChildName): void {
    clearTimeout(waiting.get(name));
    waiting.set(
      name,
      setTimeout(
        () =>
          busy.set(
            name,
            (busy.get(name) ?? Promise.resolve()).then(() => replace(name)),
          ),
        SETTLE_MS,
      ),
    );
  }

  async function replace(name: ChildName): Promise<void> {
    const began = performance.now();
    const outcome = await children.find(({ definition }) => definition.name === name)?.replace(GRACE_MS);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(
      outcome === 'ready'
        ? `${name} reloaded in ${seconds} s`
        : `${name} does not start (${outcome}): it is tried again, at once when a file changes`,
    );
  }
}
