import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// The command as it is run, on the shipped files, against a registry of our own that asks for a token.

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const TOKEN = 'a-token';
const asked: string[] = [];
let registry: Server;
let address: string;
let folder: string;
let moved = '';

const digest = (name: string) => `sha256:${createHash('sha256').update(`${name}${moved}`).digest('hex')}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-pin-'));
  registry = createServer(({ method, url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, address);
    if (pathname === '/token') {
      asked.push(`token for ${searchParams.get('scope')} at ${searchParams.get('service')}`);
      return void response.end(JSON.stringify({ token: TOKEN }));
    }
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      response.setHeader('www-authenticate', `Bearer realm="${address}/token",service="images"`);
      return void response.writeHead(401).end();
    }
    const name = pathname.replace('/v2/', '').replace('/manifests/', ':');
    asked.push(`${method} ${name}`);
    if (name.startsWith('library/unknown')) return void response.writeHead(404).end();
    response.writeHead(200, { 'docker-content-digest': digest(name) }).end();
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(registry.address() as { port: number }).port}`;
});

afterAll(async () => {
  registry.closeAllConnections();
  await new Promise((resolve) => registry.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command; answers its exit code and what it printed. */
const pinImages = (...parameters: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const command = ['--disable-warning=ExperimentalWarning', 'bin/release/pin-images.ts', ...parameters];
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
    );
  });

test('the images of the shipped files are pinned by what their tags stand for, twice the same, and a moved tag is seen', async () => {
  const files = ['docker-compose.yml', 'Dockerfile'].map((name) => path.join(folder, name));
  for (const file of files) await copyFile(path.join(ROOT, path.basename(file)), file);
  const read = () => Promise.all(files.map((file) => readFile(file, 'utf8')));

  expect((await pinImages('--registry', address, '--check', ...files)).code).toBe(1);
  expect(await pinImages('--registry', address, ...files)).toMatchObject({ code: 0 });
  const [compose = '', dockerfile = ''] = await read();
  expect(compose).toContain(`image: postgres:17.6-bookworm@${digest('library/postgres:17.6-bookworm')}\n`);
  expect(compose.match(/image: camunda\/camunda:[\d.]+@sha256:[0-9a-f]{64}$/gm)).toHaveLength(2);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as compose writes it
  expect(compose).toContain('image: harmonie:${HARMONIE_VERSION:-0.2.0-dev}\n');
  expect(
    dockerfile.match(/^FROM node:\$\{NODE_VERSION\}-bookworm-slim@sha256:[0-9a-f]{64}(?: AS build)?$/gm),
  ).toHaveLength(2);
  expect(asked).toContain('token for repository:camunda/camunda:pull at images');
  expect(asked.find((line) => line.startsWith('HEAD library/node:24.'))).toBeDefined();

  expect((await pinImages('--registry', address, '--check', ...files)).code).toBe(0);
  moved = 'since';
  expect((await pinImages('--registry', address, '--check', ...files)).code).toBe(1);
  expect(await read()).toEqual([compose, dockerfile]);
  expect((await pinImages('--registry', address, ...files)).code).toBe(0);
  expect((await read())[0]).toContain(digest('library/postgres:17.6-bookworm'));
}, 60_000);

test('a registry that has no such image, or is not there, changes nothing and says so', async () => {
  const file = path.join(folder, 'unknown.yml');
  await writeFile(file, 'image: unknown:1.0\n');
  expect(await pinImages('--registry', address, file)).toEqual({
    code: 2,
    output: expect.stringContaining('no digest of library/unknown:1.0 (404)'),
  });
  expect(await pinImages('--registry', 'http://127.0.0.1:1', file)).toEqual({
    code: 2,
    output: expect.stringContaining('cannot be reached'),
  });
  expect(await readFile(file, 'utf8')).toBe('image: unknown:1.0\n');
}, 60_000);
