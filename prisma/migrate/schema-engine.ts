import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const SCHEMA = fileURLToPath(new URL('../schema.prisma', import.meta.url));

/** Tables and enums that Prisma should leave alone: none. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

/** Reads the schema in the format of the engine. */
async function readSchema(): Promise<{ files: { path: string; content: string }[] }> {
  return { files: [{ path: SCHEMA, content: await readFile(SCHEMA, 'utf8') }] };
}

interface WasmGlue {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

let glue: Promise<WasmGlue> | undefined;

/** The package imports its .wasm as a module, which Node does not do without a flag: it is instantiated here. */
async function loadGlue(): Promise<WasmGlue> {
  const binary = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')).replace(
    'schema_engine.js',
    'schema_engine_bg.wasm',
  );
  const loaded = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as WasmGlue;
  const { instance } = await WebAssembly.instantiate(await readFile(binary), {
    './schema_engine_bg.js': loaded as unknown as WebAssembly.ModuleImports,
  });
  loaded.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return loaded;
}

/**
 * Makes an adapter factory that sends each script whole, in one transaction: a migration is applied
 * entirely or not at all. Prisma's own cuts scripts at every « ; », even inside a function's body
 * or a comment.
 */
function wholeScripts(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  for (const connect of ['connect', 'connectToShadowDb'] as const) {
    const open = factory[connect].bind(factory);
    factory[connect] = async () => {
      const adapter = await open();
      adapter.executeScript = async (script) => {
        await adapter.underlyingDriver().query(script);
      };
      return adapter;
    };
  }
  return factory;
}

/**
 * Runs work of the engine without keeping the process alive: the engine arms a 10 s timer (its
 * timeout for its own lock) and never clears it, and every process that migrates would end 10 s
 * late. Node offers no other access to it than the function it calls.
 */
async function withoutLingeringTimer<T>(work: () => Promise<T>): Promise<T> {
  const setTimer = globalThis.setTimeout;
  globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) => {
    const timer = setTimer(...args);
    return args[1] === 10_000 ? timer.unref() : timer;
  }) as typeof setTimeout;
  try {
    return await work();
  } finally {
    globalThis.setTimeout = setTimer;
  }
}

/**
 * Runs work with Prisma's own schema engine, in WebAssembly, on `url`. The pool is ours and closed
 * at the end: the engine leaves its connection idle, which keeps the process alive for 10 s and
 * keeps the database from serving as a template.
 */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  glue ??= loadGlue();
  const { SchemaEngine } = await glue;
  const { files } = await readSchema();
  const pool = new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
  const factory = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool));
  try {
    const datamodels = files.map((file): [string, string] => [file.path, file.content]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
    return await withoutLingeringTimer(() => work(engine));
  } finally {
    await pool.end();
  }
}

/**
 * Writes the SQL that makes this schema, from a former one or from nothing. The engine needs a
 * connection to some database; it is not changed.
 */
export async function scriptTo(url: string, former?: string): Promise<string> {
  return withSchemaEngine(url, async (engine) => {
    const script = await engine.diff({
      from:
        former === undefined
          ? { tag: 'empty' }
          : { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: former }] },
      to: { tag: 'schemaDatamodel', ...(await readSchema()) },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return script.stdout ?? '';
  });
}

export type { MigrationList };
