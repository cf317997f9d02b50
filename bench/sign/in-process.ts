import { constants, createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { archiveEdition } from '#workers/pades/archive/archive-edition.ts';
import { listsAt } from '#workers/pades/archive/revocation.ts';
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '#workers/pades/authority.ts';
import { seal } from '#workers/pades/seal.ts';
import { stampingAuthority } from '#workers/pades/stamps/stamping-authority.ts';
import { timeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { verifySeal } from '#workers/pades/verification/verify-seal.ts';
import { createActRenderer } from '#workers/typst/render.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { quantile, round } from '../figures.ts';

const SHARED = new URL('../../processes/_shared/', import.meta.url).pathname;
const TEMPLATE = new URL('../../processes/temps-partiel-sur-autorisation/act.typ', import.meta.url);
const WARM_UP = 20;
const LEVELS = ['b_b', 'b_t', 'b_lta'] as const;
const PARTS = ['render', 'read_back', ...LEVELS, 'check'] as const;
/** Of the processor's time, as Linux counts it for a process. */
const TICK_MS = 10;
const QR = { type: 'svg', margin: 0, errorCorrectionLevel: 'M' } as const;

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

/** The processor's time of this process, in ms. */
function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What Linux says of a process after its name: its state, its parent, …; null once it ended. */
function statOf(pid: string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? null;
  } catch {
    return null;
  }
}

const FIRST_NAMES = ['Anne', 'Bakary', 'Chloé', 'David', 'Elsa', 'Farid', 'Gaëlle'];
const LAST_NAMES = [
  'Aubert',
  'Benali',
  'Costa',
  'Delmas',
  'Etcheverry',
  'Fofana',
  'Gauthier',
  'Hoang',
  'Imbert',
  'Jallow',
  'Klein',
];
const QUOTAS = [50, 60, 70, 80, 90];

/** A part-time order that differs from the others by what such orders differ by: whose, of when, how much, its addresses. */
async function sampleAct(index: number) {
  const of = <T>(all: readonly T[]): T => all[index % all.length] as T;
  const number = String(index).padStart(6, '0');
  const sample = await aSampleAct();
  const url = `https://harmonie.example/verifier/0198c0de-0000-7000-8000-000000${number}`;
  return {
    ...sample,
    number: `2026-${number}`,
    agent: { ...sample.agent, firstName: of(FIRST_NAMES), lastName: of(LAST_NAMES), number: `A-${number}` },
    request: { filedOn: `2026-11-${String(1 + (index % 20)).padStart(2, '0')}`, number: `D-2026-${number}` },
    quota: of(QUOTAS),
    verification: { ...sample.verification, url, qrSvg: await QRCode.toString(url, QR) },
  };
}

/** The processes that this one started: those that draw. */
const children = (): string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(name)?.[1] === String(process.pid));

/** Their processor's time, in ms. */
const msOf = (pids: readonly string[]): number =>
  pids.reduce((sum, pid) => {
    const stat = statOf(pid) ?? [];
    return sum + (Number(stat[11]) + Number(stat[12])) * TICK_MS;
  }, 0);

/**
 * Measures the drawing and the sealing (RSA-2048) of distinct part-time orders, one after the other, as one signer signing in
 * bulk has them done: without a time stamp (B-B), with that of the demonstration's authority (B-T), whose seal and token are
 * then checked as they are before an act is kept, then their archive edition (B-LTA). Nothing is stored. Times are those that
 * pass; `cpu_ms` is the processor's, of the portal alone: what the authority takes, which is elsewhere in production, is apart
 * in `authority_ms`. `render` is drawn and read back, as both are done in one process; `draw` is what of it is not `read_back`.
 * `act_b_t` is all of it for one act: drawn, sealed with its stamp, its seal checked.
 */
export async function actsInProcess(acts: number): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sign-'));
  const renderer = createActRenderer({ sharedDir: SHARED });
  // It has read none of what the other drew.
  const reader = createActRenderer({ sharedDir: SHARED });
  try {
    const started = performance.now();
    const seals = await ensureDemonstrationAuthority(join(folder, 'authority'));
    const stamps = await ensureDemonstrationStamps(join(folder, 'authority'));
    const authorityMs = performance.now() - started;
    const authority = stampingAuthority(stamps.key);
    let byAuthority = { ms: 0, stamps: 0 };
    const stamp = timeStamper(async (request) => {
      const used = ownMs();
      const answer = await authority(request);
      byAuthority = { ms: byAuthority.ms + ownMs() - used, stamps: byAuthority.stamps + 1 };
      return answer;
    });
    const lists = await listsAt([seals.crlPath, stamps.crlPath]);
    const certificates = [seals.key, stamps.key].flatMap(({ certificate, chain }) => [certificate, ...chain]);
    const material = { certificates, lists, answers: [] };
    const anchorOf = ({ certificate, chain }: typeof seals.key) => new X509Certificate(chain.at(-1) ?? certificate);
    const trust = { anchors: [anchorOf(seals.key)], stampAnchors: [anchorOf(stamps.key)] };
    const template = await readFile(TEMPLATE, 'utf8');
    const ms = Object.fromEntries(PARTS.map((part) => [part, []])) as unknown as Record<
      (typeof PARTS)[number],
      number[]
    >;
    const cpuMs = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<(typeof PARTS)[number], number>;
    let drawing: string[] = [];
    const used = () => ownMs() - byAuthority.ms + msOf(drawing);
    const measured = async <T>(index: number, part: (typeof PARTS)[number], work: () => Promise<T>): Promise<T> => {
      const [before, began] = [used(), performance.now()];
      const result = await work();
      if (index >= WARM_UP) {
        ms[part].push(performance.now() - began);
        cpuMs[part] += used() - before;
      }
      return result;
    };
    let bytes = 0;
    for (let index = 0; index < WARM_UP + acts; index++) {
      if (index === WARM_UP) [byAuthority, drawing] = [{ ms: 0, stamps: 0 }, children()];
      const data = await sampleAct(index);
      const { pdf } = await measured(index, 'render', () => renderer.render({ template, data }));
      await measured(index, 'read_back', () => reader.readBack({ pdf, data }));
      const claims = {
        signedAt: new Date(),
        signerName: data.ministry,
        reason: "Sceau de l'acte",
        location: data.place,
      };
      await measured(index, 'b_b', () => seal({ pdf, key: seals.key, ...claims }));
      const act = await measured(index, 'b_t', () => seal({ pdf, key: seals.key, stamp, ...claims }));
      await measured(index, 'check', async () => {
        const report = new Report();
        verifySeal(report, act, { ...trust, now: new Date() });
        if (!report.valid) throw new Error(report.faults.join('; '));
      });
      const edition = await measured(index, 'b_lta', () => archiveEdition(act, { material, number: 2, stamp }));
      bytes = edition.length;
    }
    const each = Object.fromEntries(PARTS.map((part) => [part, round(cpuMs[part] / acts)]));
    const anAct = ['render', 'b_t', 'check'].reduce(
      (sum, part) => sum + summary(ms[part as (typeof PARTS)[number]]).mean,
      0,
    );
    return {
      acts,
      level: 'B-LTA',
      key: `RSA-${new X509Certificate(seals.key.certificate).publicKey.asymmetricKeyDetails?.modulusLength}`,
      cpus: cpus().length,
      node: process.version,
      render_ms: summary(ms.render),
      seal_ms: Object.fromEntries(LEVELS.map((level) => [level, summary(ms[level])])),
      check_ms: summary(ms.check),
      cpu_ms: {
        ...each,
        draw: round((cpuMs.render - cpuMs.read_back) / acts),
        act_b_t: round((cpuMs.render + cpuMs.b_t + cpuMs.check) / acts),
      },
      authority_ms: round(byAuthority.ms / byAuthority.stamps),
      acts_per_s: round(1_000 / anAct),
      limit: { rsa_signs_per_s: rsaSignsPerS() },
      edition_bytes: bytes,
      authority_first_start_ms: round(authorityMs),
    };
  } finally {
    await Promise.all([renderer.close(), reader.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
