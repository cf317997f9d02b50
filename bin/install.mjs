// Makes a checkout ready, with Node's built-ins only, since it runs before anything is installed (and on the
// machine's own Node, 20 or later): dependencies, Prisma's client, the compiled code of the engine, the screens. Each
// part is skipped when current.
//   node bin/install.mjs [--without-screens]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) stop(`Harmonie needs Node 20 or later to install itself; this is Node ${process.versions.node}.`);

part('dependencies', ['package-lock.json'], path.join(root, 'node_modules'), () =>
  run(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    process.env,
  ),
);
run('node', ['prisma/generate.mjs'], environment);
const engine = ['engine', 'bin/engine.mjs', 'bin/compile-cache.mjs', 'package-lock.json'];
part('engine', engine, path.join(root, 'node_modules', '.cache', 'node'), () =>
  run('node', ['bin/warm-engine.mjs'], environment),
);
if (!process.argv.includes('--without-screens')) {
  const screens = ['web/client', 'web/contract', 'domain', 'package-lock.json'];
  part('screens', screens, path.join(root, 'web', 'client', 'dist'), () =>
    run('vite', ['build', '--config', 'web/client/vite.config.ts', '--logLevel', 'warn'], environment),
  );
}

/** Does `work` unless `output` was made from these very `inputs`; a mark in `output` remembers which. */
function part(name, inputs, output, work) {
  const mark = path.join(output, '.made-from');
  const fingerprint = hash(inputs);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return;
  process.stderr.write(`harmonie: preparing the ${name}…\n`);
  work();
  mkdirSync(output, { recursive: true });
  writeFileSync(mark, fingerprint);
}

/** SHA-256 over the names and bytes of files and folders (built output apart). */
function hash(inputs) {
  const digest = createHash('sha256');
  const visit = (relative) => {
    const absolute = path.join(root, relative);
    if (statSync(absolute).isDirectory()) {
      for (const name of readdirSync(absolute).sort())
        if (name !== 'dist' && !name.includes('.test.')) visit(path.join(relative, name));
    } else {
      digest.update(relative).update('\0').update(readFileSync(absolute));
    }
  };
  for (const input of inputs) visit(input);
  return digest.digest('hex');
}

function run(command, parameters, env) {
  const { status, error } = spawnSync(command, parameters, { cwd: root, env, stdio: ['ignore', 'ignore', 2] });
  if (error) stop(`could not run ${command}: ${error.message}`);
  if (status !== 0)
    stop(`${command} ${parameters.join(' ')} failed (exit ${status}); the lines above say why. Nothing was started.`);
}

function stop(message) {
  process.stderr.write(`harmonie: ${message}\n`);
  process.exit(1);
}
