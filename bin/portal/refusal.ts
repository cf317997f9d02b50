import type { FieldFault, Problem } from '#web/contract/common.ts';

/** An answer of the portal that is not a success, in its own words. */
export class PortalRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** What is wrong, field by field. */
  readonly faults: readonly FieldFault[];

  constructor(what: string, status: number, problem: Problem | undefined) {
    const faults = problem?.faults?.map(({ field, code }) => `${field}: ${code}`).join(', ');
    super(
      `${what} → ${status}${problem ? ` ${problem.code}${problem.detail ? ` (${problem.detail})` : ''}` : ''}${faults ? ` [${faults}]` : ''}`,
    );
    this.name = 'PortalRefusal';
    this.status = status;
    this.code = problem?.code ?? 'unknown';
    this.faults = problem?.faults ?? [];
  }
}
