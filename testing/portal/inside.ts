import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { banner } from '#bin/start/banner.ts';
import { embeddedSecrets } from '#bin/start/secrets.ts';
import { PEOPLE } from '#prisma/seed/ministry.ts';
import type { Portal } from './portal.ts';

// What only whoever holds the machine can see of a portal, or do to it: its processes, their ports, its tables, its log.

/** The environment a process was given. */
export function environmentOf(pid: number): NodeJS.ProcessEnv {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(entries.filter(Boolean).map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
}

/** The processes that run for a data folder, whatever they are called: those that were given it. */
export function processesOf(dataDir: string): string[] {
  const given = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return ''; // Gone meanwhile.
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => ['environ', 'cmdline'].some((file) => given(pid, file).includes(dataDir)))
    .map((pid) => `${pid} ${given(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

/** Asks the portal's database as its superuser: for checks, and for what no screen can do (end a session, give a right). */
export async function ask<Row extends object>(portal: Portal, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = await superuser(portal);
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Keeps what a statement locks, in a transaction of its own; gives what lets go of it. */
export async function holding(portal: Portal, sql: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = await superuser(portal);
  await client.query('begin');
  await client.query(sql, values);
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}

async function superuser({ dataDir, runtime }: Portal): Promise<pg.Client> {
  const { databaseSuperuser: password } = embeddedSecrets(dataDir);
  const { databasePort: port = 0 } = runtime;
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
  await client.connect();
  return client;
}

/**
 * Kills a part as a crash would, the server of the database with its keeper. Gives what waits until another has taken
 * its place.
 */
export function crash(portal: Portal, part: string): () => Promise<void> {
  const former = portal.runtime.children[part]?.pid;
  portal.kill(part);
  if (part === 'database') process.kill(postmasterOf(portal), 'SIGKILL');
  return async () => {
    while (portal.runtime.children[part]?.pid === former) await pause(50);
  };
}

export type Part = 'engine' | 'mail catcher' | 'database';

/**
 * Kills a part and keeps it from coming back, by holding its ports: each new start of it ends at once, whoever calls it
 * is cut off. Gives what lets it come back.
 */
export async function keepAway(portal: Portal, part: Part): Promise<() => Promise<void>> {
  const { engine, mail, databasePort = 0 } = portal.runtime;
  const ports = {
    engine: [portOf(engine?.grpcAddress), portOf(engine?.restAddress)],
    'mail catcher': [mail?.smtpPort ?? 0, portOf(mail?.catcherUrl)],
    database: [databasePort],
  }[part];
  crash(portal, part);
  const servers = await Promise.all(ports.map(hold));
  const back = async () => {
    held.delete(back);
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  held.add(back);
  return back;
}

const held = new Set<() => Promise<void>>();

/** Lets go of all that is kept away: after a test that failed, nothing may stay so. */
export async function letAllComeBack(): Promise<void> {
  for (const back of held) await back();
}

const portOf = (address = 'http://127.0.0.1:0'): number => Number(new URL(address).port);

const postmasterOf = ({ dataDir }: Portal): number =>
  Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Takes a port as soon as whoever had it is gone. */
async function hold(port: number): Promise<Server> {
  for (let tries = 0; ; tries++) {
    const server = createServer((socket) => socket.destroy());
    const taken = await new Promise<Error | null>((resolve) => {
      server.once('error', resolve).listen(port, '127.0.0.1', () => resolve(null));
    });
    if (taken === null) return server;
    if (tries > 200) throw taken;
    await pause(5);
  }
}

/** What the log should not hold: a stack, a person of the ministry, what someone typed. Empty when all is well. */
export function indiscretions(portal: Portal, typed: readonly string[]): string[] {
  const announced = new Set(
    banner(portal.url, portal.runtime.mail?.catcherUrl, { demonstration: true, empty: false }).split('\n'),
  );
  const personal = [
    ...PEOPLE.flatMap(({ email, lastName, number }) => [email ?? lastName, lastName, number]),
    ...typed,
  ];
  const words = personal.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const wrong = new RegExp(
    `"stack"|^\\s*(?:\\[[^\\]]+\\])?\\s+at \\S+|node:internal|(?<![\\p{L}\\d])(?:${words})(?![\\p{L}\\d])`,
    'u',
  );
  return portal.log.filter((line) => !announced.has(line) && wrong.test(line));
}
