/** One check and its outcome, in words a judge or an archivist can read. */
export type Check = { outcome: 'ok' | 'fail' | 'note'; text: string };

/** Collects the checks of one verification, in order. */
export class Report {
  readonly checks: Check[] = [];

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

  /** Records `passed` or `failed` as the condition says; gives the condition back. */
  check(condition: boolean, passed: string, failed: string): boolean {
    if (condition) this.ok(passed);
    else this.fail(failed);
    return condition;
  }

  get valid(): boolean {
    return this.checks.every(({ outcome }) => outcome !== 'fail');
  }
}
