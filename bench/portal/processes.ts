import { readdirSync, readFileSync } from 'node:fs';
import type { Runtime } from '#bin/start/runtime.ts';

/** Milliseconds of a tick of /proc: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** What /proc says of a process: its parent, and the processor that it and its children that ended have used. */
function statOf(pid: number): { parent: number; cpuMs: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    return {
      parent: Number(fields[1]),
      cpuMs: ((user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0)) * TICK_MS,
    };
  } catch {
    return undefined; // Gone meanwhile.
  }
}

/** A process and all below it. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? statOf(Number(name))?.parent : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** The portal's parts whose figures are told apart. */
const PARTS = ['server', 'workers', 'engine', 'database'] as const;
export type Part = (typeof PARTS)[number];

const pidOf = ({ children }: Runtime, part: string): number => {
  const pid = children[part]?.pid;
  if (pid === undefined) throw new Error(`the portal runs no ${part}`);
  return pid;
};

/** Processor that some parts have used since they started, in milliseconds. */
export const cpuMs = (runtime: Runtime, parts: readonly Part[]): number =>
  parts.flatMap((part) => treeOf(pidOf(runtime, part))).reduce((sum, pid) => sum + (statOf(pid)?.cpuMs ?? 0), 0);

/** Memory in MB, what is shared counted once (PSS): of the portal's own processes, and of PostgreSQL's. */
export function memoryMb(runtime: Runtime): { own: number; database: number } {
  const database = new Set(treeOf(pidOf(runtime, 'database')));
  // What keeps PostgreSQL is ours; PostgreSQL is what it started.
  database.delete(pidOf(runtime, 'database'));
  const own = treeOf(runtime.supervisor).filter((pid) => !database.has(pid));
  const sum = (pids: Iterable<number>) => Math.round([...pids].reduce((total, pid) => total + pssKb(pid), 0) / 1024);
  return { own: sum(own), database: sum(database) };
}

/** Memory of a part in MB, what is shared counted once (PSS). */
export const memoryOf = (runtime: Runtime, part: Part): number =>
  Math.round(treeOf(pidOf(runtime, part)).reduce((total, pid) => total + pssKb(pid), 0) / 1024);

function pssKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The same, part by part. */
export const cpuByPart = (runtime: Runtime): Record<Part, number> =>
  Object.fromEntries(PARTS.map((part) => [part, cpuMs(runtime, [part])])) as Record<Part, number>;
