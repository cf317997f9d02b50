import { expect, test } from '@jest/globals';
import { installationFor } from './tools.ts';

const debian = {
  isRoot: false,
  sudo: false,
  has: (program: string) => !['chromium', 'pdfsig', 'pdftotext'].includes(program),
};
const LINE = 'apt-get install -y --no-install-recommends chromium poppler-utils';

test('a machine that has all the tools is left alone', () => {
  const { missing, commands } = installationFor({ ...debian, isRoot: true, has: () => true });
  expect({ missing, commands }).toEqual({ missing: [], commands: [] });
});

test('root installs what is missing and nothing more, each package once', () => {
  const { missing, commands, line } = installationFor({ ...debian, isRoot: true });
  expect(missing).toEqual(['chromium', 'pdfsig', 'pdftotext']);
  expect(commands.map((command) => command.join(' '))).toEqual([
    'env DEBIAN_FRONTEND=noninteractive apt-get update -qq',
    `env DEBIAN_FRONTEND=noninteractive ${LINE} -qq -o DPkg::Lock::Timeout=300`,
  ]);
  expect(line).toBe(`apt-get update && ${LINE}`);
});

test('who has sudo without a password installs by it', () => {
  const { commands } = installationFor({ ...debian, sudo: true });
  expect(commands.map(([first, second]) => `${first} ${second}`)).toEqual(Array(2).fill('sudo --non-interactive'));
});

test('who may not install is given the line that does', () => {
  const { commands, line } = installationFor(debian);
  expect({ commands, line }).toEqual({ commands: [], line: `sudo apt-get update && sudo ${LINE}` });
});

test('where Debian’s packages are not, nothing is tried', () => {
  const { commands } = installationFor({
    ...debian,
    isRoot: true,
    has: (program) => program !== 'apt-get' && debian.has(program),
  });
  expect(commands).toEqual([]);
});
