import { Invalid } from './invalid.ts';

/** One check and its outcome, in words a judge or an archivist can read. */
export type Check = { outcome: 'ok' | 'fail' | 'note'; text: string };

/** Collects the checks of one verification, in order. */
export class Report {
  readonly checks: Check[] = [];
  /** When a trusted timestamp says that the act was sealed; null where only the ministry says it. */
  provenAt: Date | null = null;

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

  /** Runs a check that may throw: its reason, or the fact that what it reads is damaged, is recorded. Null then. */
  attempt<T>(what: string, run: () => T): T | null {
    try {
      return run();
    } catch (error) {
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

  /** Why the act is not valid; nothing when it is. */
  get faults(): string[] {
    return this.checks.flatMap(({ outcome, text }) => (outcome === 'fail' ? [text] : []));
  }

  get valid(): boolean {
    return this.faults.length === 0;
  }

  /** The last word, which begins with VALID or NOT VALID. */
  get verdict(): string {
    if (!this.valid) return `NOT VALID: ${this.faults.length} check(s) failed`;
    return this.provenAt === null ? 'VALID, its date not proven' : 'VALID';
  }
}
