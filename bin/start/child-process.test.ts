import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Child, runOnce, type Watch } from './child-process.ts';

const ON_STOP = path.resolve(import.meta.dirname, '../../config/on-stop.ts');

let folder: string;
let child: Child | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'harmonie-child-'));
});
afterEach(async () => {
  await child?.stop(2_000);
  rmSync(folder, { recursive: true, force: true });
});

/** A part whose lives are counted in a file; in each, `life` says which one it is. */
function aPart(program: string) {
  const module = path.join(folder, 'part.ts');
  writeFileSync(
    module,
    `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
     import { onStop } from ${JSON.stringify(ON_STOP)};
     const file = import.meta.dirname + '/lives';
     const life = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1;
     writeFileSync(file, String(life));
     onStop(async () => {});
     const ready = () => process.send?.({ ready: true });
     ${program}`,
  );
  return { name: 'server', module, environment: { ...process.env } } as const;
}
const lives = () =>
  existsSync(path.join(folder, 'lives')) ? Number(readFileSync(path.join(folder, 'lives'), 'utf8')) : 0;
const said: string[] = [];
const started = async (program: string, watch: Partial<Watch> = {}) => {
  const usual = { readyMs: 60_000, probeEveryMs: 5_000, maxUnanswered: 6 };
  child = new Child(
    aPart(program),
    (line) => said.push(line),
    () => {},
    { ...usual, ...watch },
  );
  await child.start();
};

describe('a part', () => {
  test('that is killed while it starts is started again', async () => {
    await started("if (life < 3) process.kill(process.pid, 'SIGKILL'); else ready();");
    expect(lives()).toBe(3);
  });

  test('that finds another part away while it starts is started again', async () => {
    await started('if (life < 3) process.exit(75); else ready();');
    expect(lives()).toBe(3);
  });

  test('that says why it cannot start is believed', async () => {
    await expect(started("console.error('DATA_KEY is missing'); process.exit(1);")).rejects.toThrow(
      /could not start \(exit 1\):\n.*DATA_KEY is missing/,
    );
    expect(lives()).toBe(1);
  });

  test('that never says that it serves is ended, and started again', async () => {
    await started('if (life > 1) ready(); else setInterval(() => {}, 1000);', { readyMs: 1_000 });
    expect(lives()).toBeGreaterThan(1);
  });

  test('that is slow, and says what it does, is waited for', async () => {
    const steps =
      "let steps = 0; setInterval(() => (++steps === 7 ? ready() : console.log('a circuit was published')), 900);";
    await started(steps, { readyMs: 5_000 });
    expect(lives()).toBe(1);
  });

  test('that answers no more is ended, and started again', async () => {
    await started("ready(); if (life === 1) process.on('message', () => { for (;;); });", {
      probeEveryMs: 20,
      maxUnanswered: 20,
    });
    while (lives() < 2) await setTimeout(20);
    expect(said.join()).toContain('server does not answer any more; it is ended');
  });

  test('that answers is left alone', async () => {
    const answered = path.join(folder, 'answered');
    await started(
      `let answers = 0;
       process.on('message', () => writeFileSync(${JSON.stringify(answered)}, String(++answers)));
       ready();`,
      { probeEveryMs: 2, maxUnanswered: 300 },
    );
    const pid = child?.pid;
    const answers = () => (existsSync(answered) ? Number(readFileSync(answered, 'utf8')) : 0);
    while (answers() < 700) await setTimeout(20);
    expect([child?.pid, lives()]).toEqual([pid, 1]);
  });

  test('that runs to its end runs again when it was killed, and not when it failed', async () => {
    await runOnce(aPart("if (life === 1) process.kill(process.pid, 'SIGKILL'); else process.exit(0);"), () => {});
    expect(lives()).toBe(2);
    await expect(runOnce(aPart('process.exit(1);'), () => {})).rejects.toThrow(/failed \(exit 1\)/);
    expect(lives()).toBe(3);
  });
});
