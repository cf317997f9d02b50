import { constants, createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActRenderer } from '../workers/act-draft/typst/render.ts';
import { aSampleAct } from '../workers/act-draft/typst/sample-act.ts';
import { archiveEdition } from '../workers/act-seal/pades/archive/archive-edition.ts';
import { listsAt } from '../workers/act-seal/pades/archive/revocation.ts';
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '../workers/act-seal/pades/authority.ts';
import { seal } from '../workers/act-seal/pades/seal.ts';
import { stampingAuthority } from '../workers/act-seal/pades/stamping-authority.ts';
import { timeStamper } from '../workers/act-seal/pades/time-stamping.ts';
import { quantile, round } from './figures.ts';

const SHARED = new URL('../processes/_shared/', import.meta.url).pathname;
const TEMPLATE = new URL('../processes/temps-partiel-sur-autorisation/act.typ', import.meta.url);
const WARM_UP = 20;
const LEVELS = ['b_b', 'b_t', 'b_lta'] as const;

const summary = (ms: readonly number[]) => ({
  mean: round(ms.reduce((sum, one) => sum + one, 0) / ms.length),
  p50: quantile(ms, 0.5),
  p95: quantile(ms, 0.95),
});

/** What a processor can do at most: RSA-2048 signatures a second, of one core. */
function rsaSignsPerS(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const began = performance.now();
  let signs = 0;
  for (; performance.now() - began < 1_000; signs++)
    sign('sha256', Buffer.from(String(signs)), { key, padding: constants.RSA_PKCS1_PADDING });
  return round((signs * 1_000) / (performance.now() - began));
}

/**
 * Measures the drawing and the sealing (RSA-2048) of distinct part-time orders, one after the other, as one signer signing in
 * bulk has them done: without a time stamp (B-B), with that of the demonstration's authority (B-T), then their archive
 * edition (B-LTA). Nothing is stored. Times are those that pass, and the processor's; an act a second is drawn and sealed B-T.
 */
export async function benchSign(args: string[]): Promise<Record<string, unknown>> {
  const acts = Math.max(1, Number(args[0] ?? 300) || 300);
  const folder = await mkdtemp(join(tmpdir(), 'bench-sign-'));
  const renderer = createActRenderer({ sharedDir: SHARED });
  try {
    const started = performance.now();
    const seals = await ensureDemonstrationAuthority(join(folder, 'authority'));
    const stamps = await ensureDemonstrationStamps(join(folder, 'authority'));
    const authorityMs = performance.now() - started;
    const stamp = timeStamper(stampingAuthority(stamps.key));
    const lists = await listsAt([seals.crlPath, stamps.crlPath]);
    const certificates = [seals.key, stamps.key].flatMap(({ certificate, chain }) => [certificate, ...chain]);
    const material = { certificates, lists, answers: [] };
    const template = await readFile(TEMPLATE, 'utf8');
    const ms: Record<'render' | (typeof LEVELS)[number], number[]> = { render: [], b_b: [], b_t: [], b_lta: [] };
    const cpuMs: typeof ms = { render: [], b_b: [], b_t: [], b_lta: [] };
    let bytes = 0;
    for (let index = 0; index < WARM_UP + acts; index++) {
      const measured = async <T>(what: keyof typeof ms, work: () => Promise<T>): Promise<T> => {
        const [began, used] = [performance.now(), process.cpuUsage()];
        const result = await work();
        const { user, system } = process.cpuUsage(used);
        if (index >= WARM_UP) {
          ms[what].push(performance.now() - began);
          cpuMs[what].push((user + system) / 1_000);
        }
        return result;
      };
      const data = await aSampleAct({ number: `2026-${String(index).padStart(6, '0')}` });
      const { pdf } = await measured('render', () => renderer.render({ template, data }));
      const claims = {
        signedAt: new Date(),
        signerName: data.ministry,
        reason: "Sceau de l'acte",
        location: data.place,
      };
      await measured('b_b', () => seal({ pdf, key: seals.key, ...claims }));
      const act = await measured('b_t', () => seal({ pdf, key: seals.key, stamp, ...claims }));
      const edition = await measured('b_lta', () => archiveEdition(act, { material, number: 2, stamp }));
      bytes = edition.length;
    }
    const of = (all: typeof ms) => Object.fromEntries(LEVELS.map((level) => [level, summary(all[level])]));
    const anAct = summary(ms.render).mean + summary(ms.b_t).mean;
    return {
      bench: 'sign',
      acts,
      level: 'PAdES B-LTA',
      key: `RSA-${new X509Certificate(seals.key.certificate).publicKey.asymmetricKeyDetails?.modulusLength}`,
      cpus: cpus().length,
      node: process.version,
      render_ms: summary(ms.render),
      seal_ms: of(ms),
      cpu_ms: { render: summary(cpuMs.render), ...of(cpuMs) },
      acts_per_s: round(1_000 / anAct),
      limit: { rsa_signs_per_s: rsaSignsPerS() },
      edition_bytes: bytes,
      authority_first_start_ms: round(authorityMs),
    };
  } finally {
    await renderer.close();
    await rm(folder, { recursive: true, force: true });
  }
}
