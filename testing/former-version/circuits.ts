import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { CheckedCircuit } from '#application/atelier/publish/put-in-force.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { makeBundle } from '#workers/circuits/read/bundle.ts';

/** A circuit as a former release shipped it: its files, and the manifest that was read of them then. */
interface KeptCircuit {
  readonly kind: string;
  readonly manifest: CircuitManifest;
  /** By their path in the bundle. */
  readonly files: Readonly<Record<string, string>>;
}

/** The kinds that were drawn whole, each in one diagram, before they called blocks: as the databases of then hold them. */
export function circuitsBeforeBlocks(): CheckedCircuit[] {
  const packed = readFileSync(path.join(import.meta.dirname, 'before-blocks.json.zst'));
  const kept = JSON.parse(zstdDecompressSync(packed).toString()) as KeptCircuit[];
  return kept.map(({ kind, manifest, files }) => {
    const contents = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
    return { ...makeBundle(kind, new Map(contents)), manifest };
  });
}
