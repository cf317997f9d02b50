import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** What the tests run that npm does not bring, and the Debian package of each. */
const TOOLS = {
  chromium: 'chromium',
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  qpdf: 'qpdf',
  mutool: 'mupdf-tools',
  ps: 'procps',
  'docker-compose': 'docker-compose',
} as const;

/** What this machine lets whoever runs the tests do. */
export interface Machine {
  /** Whether a program is on the PATH. */
  has(program: string): boolean;
  readonly isRoot: boolean;
  /** Whether sudo asks for no password. */
  readonly sudo: boolean;
}

/** Programs that are missing, and how they come: by these commands, or by this line that someone else must run. */
export interface Installation {
  readonly missing: readonly string[];
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly line: string;
}

/** How this machine gets the tools that it lacks; `commands` is empty where we may not install anything. */
export function installationFor(machine: Machine): Installation {
  const missing = Object.entries(TOOLS).filter(([program]) => !machine.has(program));
  const packages = [...new Set(missing.map(([, name]) => name))];
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages] as const;
  const rights = machine.isRoot ? [] : ['sudo'];
  const may = missing.length > 0 && machine.has('apt-get') && (machine.isRoot || machine.sudo);
  const command = (parameters: readonly string[]) =>
    [
      ...(machine.isRoot ? [] : ['sudo', '--non-interactive']),
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      ...parameters,
    ] as [string, ...string[]];
  return {
    missing: missing.map(([program]) => program),
    // Another process may be at the package lists: a fresh machine updates itself.
    commands: may
      ? [command(['apt-get', 'update', '-qq']), command([...install, '-qq', '-o', 'DPkg::Lock::Timeout=300'])]
      : [],
    line: [...rights, 'apt-get', 'update', '&&', ...rights, ...install].join(' '),
  };
}

/**
 * Brings the tools that are missing, where we may.
 * @throws {Error} with the one line that brings them, where we may not or it failed
 */
export function bringTools(): void {
  const { missing, commands, line } = installationFor(thisMachine());
  if (missing.length === 0) return;
  const lack = `The tests need programs that this machine lacks: ${missing.join(', ')}.`;
  if (commands.length === 0) throw new Error(`${lack}\nInstall them with: ${line}`);
  console.error(`• installing ${missing.join(', ')}…`);
  for (const [command, ...parameters] of commands) {
    const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${stdout}${stderr}\n${lack}\nInstalling them failed: ${line}`);
  }
  const still = installationFor(thisMachine()).missing;
  if (still.length > 0) throw new Error(`${lack}\nThey were installed, and ${still.join(', ')} cannot be found still.`);
}

function thisMachine(): Machine {
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && isInstalled('sudo') && spawnSync('sudo', ['--non-interactive', 'true']).status === 0;
  return { has: isInstalled, isRoot, sudo };
}

const isInstalled = (name: string) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
