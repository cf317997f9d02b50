// Writes the Prisma client into prisma/generated, when the schema or Prisma's version changed. Needs no network: the
// CLI asks for a schema engine that `generate` never runs, so any existing file stands for it.
// Node built-ins only, and plain JavaScript: it runs during installation, on whatever Node the machine has.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const schema = path.join(here, 'schema.prisma');
const stamp = path.join(here, 'generated', '.stamp');

/** Generates the client unless it is up to date; answers whether it had to. */
export function generatePrismaClient() {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  const prisma = JSON.parse(readFileSync(manifest, 'utf8'));
  const wanted = createHash('sha256').update(readFileSync(schema)).update(prisma.version).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  const cli = path.join(path.dirname(manifest), prisma.bin.prisma);
  execFileSync(process.execPath, [cli, 'generate', '--schema', schema, '--no-hints'], {
    cwd: path.dirname(here),
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(generatePrismaClient() ? 'Prisma client generated' : 'Prisma client up to date');
}
