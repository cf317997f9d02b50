// `npm run check`: lint, types, and the suites that a change touches, in less than two minutes; `npm test` plays all.
import './compile-cache.mjs';
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { touchedSuites } from './test/touched.ts';

const USAGE = `usage: npm run check [-- [COMMIT] [--watch]]

Checks format, lint, import arrows, dead code and types, and plays the suites that a change touches: what is not committed,
or what has changed since COMMIT. With --watch, again each time that a file is saved.
Exit 0: all passed; 1: something failed.`;

const root = path.resolve(import.meta.dirname, '..');
const ROOMS = 'application,bench,bin,config,domain,engine,prisma,processes,testing,web,workers,zeebe';
/** Suites at most: those further away are `npm test`'s. */
const MOST = 25;
/** Files are saved together: what is quiet for so long is all saved. */
const QUIET_MS = 300;

process.exitCode = main();

function main(): number {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' }, watch: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [commit = 'HEAD', ...others] = positionals;
    if (others.length > 0) throw new Error('one commit at most');
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    const code = check(commit);
    if (values.watch) watchRooms(() => check(commit));
    return code;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 1;
  }
}

/** Answers the exit code. */
function check(commit: string): number {
  const changed = changedSince(commit);
  const sources = new Map(
    globSync(`{${ROOMS}}/**/*.{ts,tsx,mjs}`, {
      cwd: root,
      exclude: (name) => /(?:^|\/)(?:node_modules|dist|generated)$/.test(name),
    }).map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(root, file), 'utf8')]),
  );
  const touched = touchedSuites(changed, sources);
  const played = touched.slice(0, MOST);
  console.error(
    played.length < touched.length
      ? `${changed.length} files changed: the ${played.length} nearest of ${touched.length} suites; npm test plays all.`
      : `${changed.length} files changed: ${played.length} suites.`,
  );
  // No suite: none has this name.
  const suites =
    played.length > 0 ? ['--runTestsByPath', ...played] : ['--passWithNoTests', '--runTestsByPath', 'none'];
  return spawnSync(process.execPath, ['bin/test.ts', ...suites], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** Returns the paths of files that differ from a commit, new ones too. */
function changedSince(since: string): string[] {
  const git = (...command: string[]) => execFileSync('git', command, { cwd: root, encoding: 'utf8' }).split('\n');
  const others = git('ls-files', '--others', '--exclude-standard');
  try {
    return [...new Set([...git('diff', '--name-only', '--relative', since, '--'), ...others].filter(Boolean))];
  } catch {
    throw new Error(`git knows no commit « ${since} » here`);
  }
}

function watchRooms(again: () => void): void {
  let waiting: NodeJS.Timeout | undefined;
  const saved = (_: string, file: string | null) => {
    if (file === null || /node_modules|\bdist\b|generated/.test(file)) return;
    clearTimeout(waiting);
    waiting = setTimeout(again, QUIET_MS);
  };
  for (const room of [...ROOMS.split(','), 'docs']) watch(path.join(root, room), { recursive: true }, saved);
}
