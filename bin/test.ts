// `npm test`: everything that protects a change, in one run. `npm run test:full`: its long forms too (docs/testing.md).
// The last line on standard output reads « N passed, N failed ».
//   npm test [-- jest options or paths]
import './compile-cache.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bringTools } from './test/tools.ts';

const root = path.resolve(import.meta.dirname, '..');
const parameters = process.argv.slice(2).filter((parameter) => parameter !== '--full');
if (process.argv.includes('--full')) process.env.TEST_FORM = 'full';
let passed = 0;
let failed = 0;

process.on('exit', () => writeSync(1, `${passed} passed, ${failed} failed\n`));

try {
  bringTools();
  check('format, lint, import arrows and dead code', 'npm', ['run', '--silent', 'lint']);
  check('types', 'npm', ['run', '--silent', 'types']);
  jest(parameters);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** A check that passes or fails as a whole. */
function check(name: string, command: string, options: string[]): void {
  console.error(`• ${name}`);
  const began = Date.now();
  const { status } = spawnSync(command, options, { cwd: root, stdio: ['ignore', 2, 2] });
  console.error(`${status === 0 ? '✓' : '✗'} ${name} (${seconds(began)})`);
  if (status === 0) passed += 1;
  else failed += 1;
}

/** Suites, in parallel; a suite that could not run counts as one failure more. */
function jest(options: string[]): void {
  const paths = options.filter((option) => !option.startsWith('-'));
  const name = paths.length > 3 ? `${paths.length} suites` : ['suites', ...paths].join(' ');
  console.error(`• ${name}`);
  const began = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'harmonie-test-'));
  const report = path.join(folder, 'report.json');
  const command = [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    // clients that flood an engine hold what they send
    '--max-old-space-size=8192',
    'node_modules/jest/bin/jest.js',
    `--reporters=${path.join(root, 'testing', 'jest', 'progress.mjs')}`,
    '--json',
    `--outputFile=${report}`,
  ];
  const { status } = spawnSync(process.execPath, [...command, ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    const bad = result.numFailedTests + result.numRuntimeErrorTestSuites;
    passed += result.numPassedTests;
    failed += !result.success && bad === 0 ? 1 : bad;
    const idle = result.numPendingTests + result.numTodoTests;
    if (idle > 0) {
      console.error(`✗ ${idle} tests were skipped: make them run`);
      failed += 1;
    }
    console.error(
      `${result.success ? '✓' : '✗'} ${name}: ${result.numPassedTests} passed, ${bad} failed (${seconds(began)})`,
    );
  } catch {
    console.error(`✗ ${name}: the suites did not run to their end (exit ${status})`);
    failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1_000).toFixed(0)} s`;
}

interface JestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}
