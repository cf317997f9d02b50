import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActRenderer } from '../workers/act-draft/typst/render.ts';
import { aSampleAct } from '../workers/act-draft/typst/sample-act.ts';
import { ensureDemonstrationAuthority } from '../workers/act-seal/pades/authority.ts';
import { seal } from '../workers/act-seal/pades/seal.ts';

const SHARED = new URL('../processes/_shared/', import.meta.url).pathname;
const TEMPLATE = new URL('../processes/temps-partiel-sur-autorisation/act.typ', import.meta.url);
const WARM_UP = 20;

const round = (value: number): number => Math.round(value * 100) / 100;

/** Value below which the given share of the sorted measures falls. */
const quantile = (sorted: number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

function summary(durations: number[]): { mean: number; p50: number; p95: number } {
  const sorted = durations.toSorted((a, b) => a - b);
  const mean = durations.reduce((sum, duration) => sum + duration, 0) / durations.length;
  return { mean: round(mean), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/**
 * Measures the drawing and the sealing (PAdES B-B, RSA-2048) of distinct part-time orders, one after the other, as one
 * signer signing in bulk has them done. Nothing is stored; there is no timestamp.
 */
export async function benchSign(args: string[]): Promise<Record<string, unknown>> {
  const acts = Math.max(1, Number(args[0] ?? 300) || 300);
  const folder = await mkdtemp(join(tmpdir(), 'bench-sign-'));
  const renderer = createActRenderer({ sharedDir: SHARED });
  try {
    const started = performance.now();
    const { key } = await ensureDemonstrationAuthority(join(folder, 'authority'));
    const authorityMs = performance.now() - started;
    const template = await readFile(TEMPLATE, 'utf8');
    const render: number[] = [];
    const sealing: number[] = [];
    const both: number[] = [];
    let sealedBytes = 0;
    for (let index = 0; index < WARM_UP + acts; index++) {
      const data = await aSampleAct({ number: `2026-${String(index).padStart(6, '0')}` });
      const t0 = performance.now();
      const { pdf } = await renderer.render({ template, data });
      const t1 = performance.now();
      const claims = {
        signedAt: new Date(),
        signerName: data.ministry,
        reason: "Sceau de l'acte",
        location: data.place,
      };
      const sealed = await seal({ pdf, key, ...claims });
      const t2 = performance.now();
      if (index < WARM_UP) continue;
      render.push(t1 - t0);
      sealing.push(t2 - t1);
      both.push(t2 - t0);
      sealedBytes = sealed.length;
    }
    const total = both.reduce((sum, duration) => sum + duration, 0);
    return {
      bench: 'sign',
      acts,
      level: 'PAdES B-B',
      key: 'RSA-2048',
      cpus: cpus().length,
      node: process.version,
      renderMs: summary(render),
      sealMs: summary(sealing),
      bothMs: summary(both),
      actsPerSecond: round((acts * 1000) / total),
      sealedBytes,
      authorityFirstStartMs: round(authorityMs),
    };
  } finally {
    await renderer.close();
    await rm(folder, { recursive: true, force: true });
  }
}
