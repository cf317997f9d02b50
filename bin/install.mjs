// Makes a checkout ready, with Node's built-ins only, since it runs before anything is installed (and on the machine's
// own Node, 20 or later): packages, then, side by side, Prisma's client and the compiled code of the portal's processes, that
// of the engine, and the screens.
// Each part is skipped when it was made from the same files. What the tools print goes to install.log.
//   node bin/install.mjs [--without-screens]
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTools } from './install/run-tools.mjs';
import { openProgress } from './progress.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const environment = {
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
  // Some of the packages report on who installs and builds them, unless asked not to.
  IBM_TELEMETRY_DISABLED: 'true',
};
const [major = 0] = process.versions.node.split('.').map(Number);
const progress = openProgress(path.join(root, 'install.log'));
const tools = openTools({ cwd: root, env: environment, output: progress.file });

/** Whatever the portal's processes are made of. */
const PORTAL = [
  ...['application', 'bin', 'config', 'domain', 'prisma', 'web/contract', 'web/server', 'workers', 'zeebe'],
  'package-lock.json',
];

class Failure extends Error {}

try {
  if (major < 20)
    throw new Failure(`Harmonie needs Node 20 or later to install itself; this is Node ${process.versions.node}.`);
  if (!hasPackages()) await progress.stage('packages', () => run('npm', ['ci']));
  if (!existsSync(path.join(bin, 'node')) && major < 24)
    throw new Failure(
      `No Node is packaged for this machine (${process.platform} ${process.arch}): install Node 24 or later. Nothing was started.`,
    );
  await Promise.all([
    part(
      'database client',
      [
        ...['prisma/schema.prisma', 'prisma/generate.mjs', 'package-lock.json'],
        ...['prisma/schema.sql', 'prisma/generate-tables.mjs', 'prisma/migrate/dump.ts'],
      ],
      path.join(root, 'prisma', 'generated'),
      () => run('node', ['prisma/generate.mjs']),
    ).then(() =>
      part('portal', PORTAL, path.join(root, 'node_modules/.cache/portal'), () =>
        run('node', ['bin/install/warm-portal.mjs']),
      ),
    ),
    part('engine', ['engine', 'bin/engine.mjs', 'package-lock.json'], path.join(root, 'node_modules/.cache/node'), () =>
      run('node', ['bin/install/warm-engine.mjs']),
    ),
    process.argv.includes('--without-screens') ||
      part(
        'screens',
        // The page that verifies acts offline is built of the verifier itself.
        [
          ...['web/client', 'web/contract', 'domain', 'bin/verify', 'workers/pades'],
          ...['application/evidence', 'package-lock.json'],
        ],
        path.join(root, 'web/client/dist'),
        () => run('vite', ['build', '--config', 'web/client/vite.config.ts']),
      ),
  ]);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  if (tools.stoppedBy === undefined) progress.say(error.message);
  process.exitCode = 1;
} finally {
  await tools.close();
  progress.close();
}

/** Whether npm has installed what the lockfile says, by us or by hand; it writes down what it did. */
function hasPackages() {
  const packagesOf = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([folder, { version, integrity, optional }]) =>
      !folder.startsWith('node_modules/') ||
      (installed[folder] === undefined
        ? optional
        : installed[folder].version === version && installed[folder].integrity === integrity),
  );
}

/** Does `work` unless `output` was made from these very `inputs`; a mark in `output` remembers which. */
async function part(name, inputs, output, work) {
  const mark = path.join(output, '.made-from');
  const fingerprint = hash(inputs);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return;
  await progress.stage(name, work);
  mkdirSync(output, { recursive: true });
  writeFileSync(mark, fingerprint);
}

/** SHA-256 over the names and bytes of files and folders (what is made of them apart). */
function hash(inputs) {
  const digest = createHash('sha256');
  const visit = (relative) => {
    const absolute = path.join(root, relative);
    if (statSync(absolute).isDirectory()) {
      for (const name of readdirSync(absolute).sort())
        if (name !== 'dist' && name !== 'generated' && name !== 'node_modules' && !name.includes('.test.'))
          visit(path.join(relative, name));
    } else {
      digest.update(relative).update('\0').update(readFileSync(absolute));
    }
  };
  for (const input of inputs) visit(input);
  return digest.digest('hex');
}

/** Runs a tool to its end, out of sight. */
async function run(command, parameters) {
  const what = `${command} ${parameters.join(' ')}`;
  progress.log(`$ ${what}`);
  const reason = await tools.run(command, parameters);
  if (reason !== null)
    throw new Failure(
      [
        `${what} failed (${reason}). Nothing was started. The end of ${progress.logFile}:`,
        ...progress.lastLines(),
      ].join('\n'),
    );
}
