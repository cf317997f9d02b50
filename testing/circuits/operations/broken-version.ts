import { makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import { PROCESSES } from '../../shipped-circuits.ts';
import { type Analysts, publishedByTwo } from '../../two-analysts.ts';

/** What changes in the files of a shipped kind, by path. */
export type Breakage = Readonly<Record<string, (text: string) => string>>;

let edition = 0;

/**
 * Puts a version of a shipped kind in force with some of its files changed, past the checks of publications: as a former release,
 * which did not know them all, would have. Without a breakage it is the mended one. Each is a version of its own.
 */
export async function publishVersion(
  { db }: Pick<WorkerBench, 'db'>,
  { kind, broken = {}, analysts }: { readonly kind: string; readonly broken?: Breakage; readonly analysts: Analysts },
): Promise<string> {
  const shipped = (await readBundles(PROCESSES)).find((bundle) => bundle.kind === kind);
  if (shipped === undefined) throw new Error(`${kind} is not shipped`);
  edition += 1;
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const change = (path: string, by: (text: string) => string) => {
    const before = new TextDecoder().decode(contents.get(path));
    const after = by(before);
    if (after === before) throw new Error(`nothing changes in ${path}`);
    contents.set(path, new TextEncoder().encode(after));
  };
  for (const [path, by] of Object.entries(broken)) change(path, by);
  // A bundle that is published already is no version anew.
  change(`${kind}.bpmn`, (text) => text.replace('</bpmn:definitions>', `<!-- ${edition} --></bpmn:definitions>`));
  const circuit = { ...makeBundle(kind, contents), manifest: await readCircuit(shipped) };
  return (await publishedByTwo(db.database, circuit, analysts)).id;
}
