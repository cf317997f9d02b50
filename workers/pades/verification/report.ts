import type { X509Certificate } from 'node:crypto';
import { Invalid, Untrusted } from './invalid.ts';

/**
 * One check and its outcome, in words a judge or an archivist can read. `open`: nothing is wrong, and what would prove it is
 * not there.
 */
export type Check = { outcome: 'ok' | 'fail' | 'open' | 'note'; text: string };

export type Conclusion = 'valid' | 'indeterminate' | 'not-valid';

/** What something rests on: certificates up to a trust anchor, and the instant at which they had to be good. */
export type Proof = { path: X509Certificate[]; at: Date };

/** What a valid act is valid short of when nobody who is trusted stamped its time. */
export const DATE_NOT_PROVEN = 'its date not proven';

/** Collects the checks of one verification, in order. */
export class Report {
  readonly checks: Check[] = [];
  /** When a trusted timestamp says that the act was sealed; null where only the ministry says it. */
  provenAt: Date | null = null;
  /** The same, or else when the ministry says it was. */
  sealedAt: Date | null = null;
  /** What the seal rests on, then the stamp of its time. */
  readonly proofs: Proof[] = [];
  /** Nobody who is trusted vouches for what was looked at. */
  untrusted = false;
  readonly #caveats: string[] = [];

  ok(text: string): void {
    this.checks.push({ outcome: 'ok', text });
  }

  /** Something worth knowing that does not make the act invalid. */
  note(text: string): void {
    this.checks.push({ outcome: 'note', text });
  }

  fail(text: string): void {
    this.checks.push({ outcome: 'fail', text });
  }

  /** Leaves a question open without which nobody can say that the act is valid. */
  leaveOpen(text: string): void {
    this.checks.push({ outcome: 'open', text });
  }

  /** Runs a check that may throw: its reason, or the fact that what it reads is damaged, is recorded. Null then. */
  attempt<T>(what: string, run: () => T): T | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof Untrusted) this.untrusted = true;
      this.fail(`${what}: ${error instanceof Invalid ? error.message : 'damaged, it cannot be read'}`);
      return null;
    }
  }

  /** Records `passed` or `failed` as the condition says; gives the condition back. */
  check(condition: boolean, passed: string, failed: string): boolean {
    if (condition) this.ok(passed);
    else this.fail(failed);
    return condition;
  }

  /** Why the act is not known to be valid; nothing when it is. */
  get faults(): string[] {
    return this.#texts('fail', 'open');
  }

  get valid(): boolean {
    return this.faults.length === 0;
  }

  get conclusion(): Conclusion {
    if (this.valid) return 'valid';
    return this.#texts('fail').length > 0 ? 'not-valid' : 'indeterminate';
  }

  /** What a valid act is valid short of. */
  get caveats(): string[] {
    return [...(this.provenAt === null ? [DATE_NOT_PROVEN] : []), ...new Set(this.#caveats)];
  }

  /** Says what is not compared, though nothing is wrong with it. */
  caution(caveat: string): void {
    this.#caveats.push(caveat);
  }

  /** The last word, which begins with VALID, INDETERMINATE or NOT VALID. */
  get verdict(): string {
    const { conclusion } = this;
    if (conclusion === 'not-valid') return `NOT VALID: ${this.#texts('fail').length} check(s) failed`;
    if (conclusion === 'indeterminate') return `INDETERMINATE: ${this.#texts('open').length} question(s) are left open`;
    return ['VALID', ...this.caveats].join(', ');
  }

  #texts(...outcomes: Check['outcome'][]): string[] {
    return this.checks.flatMap(({ outcome, text }) => (outcomes.includes(outcome) ? [text] : []));
  }
}
