import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Camunda8 } from '@camunda8/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oneJob } from './testing/small-circuits.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Record<string, string>;
  readonly exports: Record<string, string | { readonly types: readonly [string, string]; readonly default: string }>;
  readonly dependencies: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest;
const manifest = read('engine/package.json');
const environment = {
  ...process.env,
  PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
};

/** Another project, with the package in its node_modules as npm puts it there. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'another-project-'));
  writeFileSync(path.join(project, 'package.json'), '{ "name": "another-project", "type": "module" }');
  const run = (command: string, ...parameters: string[]) =>
    execFileSync(command, parameters, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  run('npm', 'run', 'pack:engine', '--', '--pack-destination', project);
  const installed = path.join(project, 'node_modules', manifest.name);
  mkdirSync(installed, { recursive: true });
  const tarball = path.join(project, `${manifest.name}-${manifest.version}.tgz`);
  run('tar', '-xzf', tarball, '--strip-components=1', '-C', installed);
  // Only what it declares is there beside it; fetching it once more from a registry would prove nothing.
  for (const name of Object.keys(manifest.dependencies)) link(path.join(root, 'node_modules', name), name);
  for (const [name, file] of Object.entries(manifest.bin)) link(path.join(installed, file), path.join('.bin', name));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function link(target: string, name: string): void {
  const from = path.join(project, 'node_modules', name);
  mkdirSync(path.dirname(from), { recursive: true });
  symlinkSync(target, from);
}

const start = (...parameters: string[]): ChildProcess =>
  spawn(path.join(project, 'node_modules', '.bin', 'harmonie-engine'), parameters, {
    cwd: project,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('There is nothing to read');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return line;
}

/** What the engine here runs with: its own where the portal's other packages want another one. */
function installed(name: string): string {
  const own = `engine/node_modules/${name}/package.json`;
  return read(existsSync(path.join(root, own)) ? own : `node_modules/${name}/package.json`).version;
}

test('the package asks for the versions that the engine is tested with', () => {
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect([name, installed(name)]).toEqual([name, version]);
});

test('an engine without definitions does not load what reads them', () => {
  const watched = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { if (/lezer|moddle/.test(url) && url.includes('node_modules')) console.log(url); return next(url, context); } });
    await import('./engine/engine.ts'); await import('./engine/gateway/gateway.ts'); console.log('loaded');`;
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', watched], { cwd: root, env: environment });
  expect(told.toString()).toBe('loaded\n');
});

const entries = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
  typeof target === 'string' ? [] : [{ name: path.join(manifest.name, subpath), ...target }],
);

test.each(entries)('$name gives here, and where it is installed, all that its types say', async ({ name, types }) => {
  const [source, declarations] = types;
  const declared = Object.keys(await import(path.join(root, 'engine', source))).sort();
  expect(Object.keys(await import(name)).sort()).toEqual(declared);
  const installed = `console.log(JSON.stringify(Object.keys(await import('${name}'))))`;
  const options = { cwd: project, env: environment, encoding: 'utf8' } as const;
  expect(JSON.parse(execFileSync('node', ['--input-type=module', '--eval', installed], options))).toEqual(declared);
  expect(existsSync(path.join(project, 'node_modules', manifest.name, declarations))).toBe(true);
});

test('another project reads its help', async () => {
  expect(await firstLine(start('--help'))).toContain('harmonie-engine: a workflow engine');
});

test('another project starts it, and its SDK works with it', async () => {
  const engine = start('--in-memory', '--grpc-port', '0', '--rest-port', '0');
  try {
    const [, grpcPort, restAddress] =
      /gRPC on 127\.0\.0\.1:(\d+), REST on (\S+)\/v2/.exec(await firstLine(engine)) ?? [];
    const camunda = new Camunda8({
      ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpcPort}`,
      ZEEBE_REST_ADDRESS: String(restAddress),
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
    });
    const client = camunda.getZeebeGrpcApiClient();
    await client.deployResource({ process: Buffer.from(oneJob.content), name: oneJob.name });
    const worker = client.createWorker({ taskType: 'work', taskHandler: (job) => job.complete({ done: true }) });
    const result = await client.createProcessInstanceWithResult({ bpmnProcessId: 'one-job', variables: { n: 1 } });
    expect(result.variables).toEqual({ n: 1, done: true });
    expect((await camunda.getCamundaRestClient().getTopology()).clusterSize).toBe(1);
    await worker.close();
    await client.close();
  } finally {
    engine.kill();
    await once(engine, 'exit');
  }
});

test('another project is told by the compiler when it misuses it', () => {
  const misuse = `import { Bench } from 'harmonie-engine/testing';
    export const bench: Bench = await Bench.open();
    await bench.start(42);`;
  writeFileSync(path.join(project, 'misuse.ts'), misuse);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2024', '--module', 'NodeNext'];
  const { status, stdout } = spawnSync('tsc', [...options, 'misuse.ts'], { cwd: project, env: environment });
  expect([status, String(stdout).trim().split('\n')]).toEqual([
    expect.any(Number),
    [expect.stringContaining("Argument of type 'number' is not assignable to parameter of type 'string'")],
  ]);
});

test('another project has it in the process of its own tests, and plays a circuit on the bench', async () => {
  const script = `
    import { startInMemory } from 'harmonie-engine';
    import { Bench, draw, end, flows, service, start } from 'harmonie-engine/testing';
    const engine = await startInMemory();
    const topology = await fetch(\`http://127.0.0.1:\${engine.restPort}/v2/topology\`);
    await engine.stop();
    const bench = await Bench.open();
    await bench.deploy({ 'p.bpmn': draw('p', [start(), service('work'), end(), flows('start -> work -> end')]) });
    const run = await bench.start('p');
    await bench.work('work');
    console.log(JSON.stringify([topology.status, run.path()]));
    await bench.close();`;
  writeFileSync(path.join(project, 'story.js'), script);
  const story = spawn('node', ['story.js'], { cwd: project, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  expect(JSON.parse(await firstLine(story))).toEqual([200, ['start', 'work', 'end', 'p']]);
});

test('another project tests a circuit as the how-to says', () => {
  const [, shown = ''] =
    /^```js\n([\s\S]*?)^```$/m.exec(readFileSync(path.join(root, 'docs/test-a-circuit.md'), 'utf8')) ?? [];
  writeFileSync(path.join(project, 'leave.test.js'), shown);
  copyFileSync(path.join(root, 'engine/testing/sample/leave.bpmn'), path.join(project, 'leave.bpmn'));
  const { status, stdout } = spawnSync('node', ['--test'], { cwd: project, env: environment, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('pass 2')]);
});

/** Each example of the README is a file, named by its first line. */
const examples = [
  ...readFileSync(path.join(root, 'engine/README.md'), 'utf8').matchAll(/^```js\n(\/\/ (\S+)\n[\s\S]*?)^```$/gm),
].map(([, text = '', name = '']) => ({ name, text }));

test('the README shows how circuits and their callers are tested', () => {
  expect(examples.map(({ name }) => name)).toEqual(['leave.test.js', 'in-process.js']);
});

test.each(examples)('another project runs $name of the README as it is written', ({ name, text }) => {
  const folder = path.join(project, 'readme');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
  const command = name.endsWith('.test.js') ? ['--test', name] : [name];
  const { status, stdout } = spawnSync('node', command, { cwd: folder, env: environment, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(name.endsWith('.test.js') ? /^. pass 2$/m : /^1$/m)]);
});
