/**
 * Typst in a process of its own. A template comes from an analyst: it may loop or swell, and a thread stuck in
 * native code cannot be stopped, a process can. Its parent gives the environment (no network, no fonts of the machine).
 */
import { Worker } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { TemplateFault } from './error.ts';

/** What the parent asks: files by name, `act.typ` among them, and the date to write in the PDF (seconds). */
export type CompileRequest = { id: number; files: Map<string, Uint8Array>; timestamp: number };
/** What it gets back. */
export type CompileReply = { id: number; pdf?: Uint8Array; faults?: TemplateFault[] };

/** No folder of the machine: nothing can exist below it, so that only the files given can be read. */
const ROOT = '/dev/null/act';
const ERROR_SEVERITY = 1;

type Diagnostic = {
  message: string;
  path: string;
  severity: number;
  range: { start: { line: number; character: number } } | null;
};

/** Processor time (ms) at which the compilation under way began; 0 between two. */
const began = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));

// Runs beside the compiler, which holds the main thread: ends the process if it swells, if it takes too much processor
// time (a machine that is busy with something else makes no template late), or if its parent has died.
new Worker(
  `const { began } = require('node:worker_threads').workerData;
   const maxBytes = Number(process.env.ACT_MEMORY_LIMIT), maxMs = Number(process.env.ACT_TIME_LIMIT), parent = process.ppid;
   const end = (signal) => process.kill(process.pid, signal);
   setInterval(() => {
     const { user, system } = process.cpuUsage();
     if (process.memoryUsage.rss() > maxBytes || process.ppid !== parent) end('SIGKILL');
     else if (began[0] > 0 && (user + system) / 1000 - began[0] > maxMs) end('SIGXCPU');
   }, 50);`,
  { eval: true, workerData: { began } },
).unref();

const compiler = NodeCompiler.create({ workspace: ROOT });

function toFaults(diagnostics: Diagnostic[]): TemplateFault[] {
  return diagnostics.map(({ message, path, range }) => ({
    file: path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : 'act.typ',
    line: range ? range.start.line + 1 : null,
    column: range ? range.start.character + 1 : null,
    message: message.replaceAll(`${ROOT}/`, ''),
  }));
}

function compile({ id, files, timestamp }: CompileRequest): CompileReply {
  compiler.resetShadow();
  for (const [name, bytes] of files) compiler.mapShadow(`${ROOT}/${name}`, Buffer.from(bytes));
  const compiled = compiler.compile({ mainFilePath: `${ROOT}/act.typ`, resetRead: true });
  const failure = compiled.takeDiagnostics();
  if (compiled.hasError() || !compiled.result) {
    const all = failure ? (compiler.fetchDiagnostics(failure) as Diagnostic[]) : [];
    const errors = all.filter(({ severity }) => severity === ERROR_SEVERITY);
    return { id, faults: toFaults(errors.length > 0 ? errors : all) };
  }
  const warnings = compiled.takeWarnings();
  const unknownFonts = (warnings ? (compiler.fetchDiagnostics(warnings) as Diagnostic[]) : []).filter(({ message }) =>
    message.startsWith('unknown font family'),
  );
  if (unknownFonts.length > 0) return { id, faults: toFaults(unknownFonts) };
  try {
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: timestamp });
    return { id, pdf };
  } catch (error) {
    // The compiler puts the reason of an export fault in `code`.
    const reason = error instanceof Error ? String((error as { code?: unknown }).code ?? error.message) : String(error);
    return { id, faults: [{ file: 'act.typ', line: null, column: null, message: reason.replace(/^0: /, '') }] };
  }
}

process.on('message', (request: CompileRequest) => {
  const { user, system } = process.cpuUsage();
  began[0] = (user + system) / 1_000;
  const reply = compile(request);
  began[0] = 0;
  process.send?.(reply);
  // Typst memoises across documents: forget what the last ten acts did not use.
  compiler.evictCache(10);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0 } satisfies CompileReply);
