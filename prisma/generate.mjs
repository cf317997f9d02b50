// Writes the Prisma client and the types of tables into prisma/generated, when the schema or Prisma's version changed. Needs no network: the
// CLI asks for a schema engine that `generate` never runs, so any existing file stands for it.
// Node built-ins only, and what of ours imports nothing else: it runs during installation, on the Node that was just installed.
// Prisma carries its query compiler as 4.6 MB of text in a module. Every process would keep that text three times, as
// source, as value and as compiled code: here it becomes a file of bytes that is read once and let go.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateTables, TABLES_FROM } from './generate-tables.mjs';

const self = fileURLToPath(import.meta.url);
const here = path.dirname(self);
const schema = path.join(here, 'schema.prisma');
const stamp = path.join(here, 'generated', '.stamp');
const internal = path.join(here, 'generated', 'internal');
const COMPILER = 'query_compiler.wasm';

/** Generates the client unless it is up to date; answers whether it had to. */
async function generatePrismaClient() {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  const prisma = JSON.parse(readFileSync(manifest, 'utf8'));
  const wanted = createHash('sha256')
    .update(readFileSync(schema))
    .update(readFileSync(self))
    .update(prisma.version)
    .update(Buffer.concat(TABLES_FROM.map((file) => readFileSync(file))))
    .digest('hex');
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
  await writeCompiler();
  generateTables();
  writeFileSync(stamp, wanted);
  return true;
}

/** Has the client read its query compiler from a file. */
async function writeCompiler() {
  const client = path.join(internal, 'class.ts');
  const written = readFileSync(client, 'utf8');
  const asText = /const \{ wasm \} = await import\("([^"]+)"\)\s+return await decodeBase64AsWasm\(wasm\)/;
  const [, module] = asText.exec(written) ?? [];
  if (module === undefined) throw new Error(`${client} finds its query compiler in a way that is not known here`);
  const { wasm } = await import(module);
  writeFileSync(path.join(internal, COMPILER), Buffer.from(wasm, 'base64'));
  writeFileSync(
    client,
    written.replace(
      asText,
      `const { readFile } = await import('node:fs/promises')
    return new WebAssembly.Module(await readFile(\`\${import.meta.dirname}/${COMPILER}\`))`,
    ),
  );
}

console.log((await generatePrismaClient()) ? 'Prisma client generated' : 'Prisma client up to date');
