/** Why a template was stopped or refused by us, rather than by the compiler. */
export type TemplateRefusal = {
  code: 'package' | 'today' | 'eval' | 'plugin' | 'electronic' | 'late' | 'memory';
  params?: Readonly<Record<string, number>>;
};

/** One thing wrong in a template: where, and what. Lines and columns start at 1. */
export type TemplateFault = {
  file: string;
  line: number | null;
  column: number | null;
  message: string;
  reason?: TemplateRefusal;
};

/** A template that cannot give an act. The message names the file, the line and the reason of the first fault. */
export class ActTemplateError extends Error {
  readonly code = 'ACT_TEMPLATE';
  readonly faults: readonly TemplateFault[];

  constructor(faults: readonly TemplateFault[]) {
    const first = faults[0];
    const where = first
      ? `${first.file}${first.line === null ? '' : `:${first.line}`}: ${first.message}`
      : 'unknown fault';
    super(`The act template is at fault: ${where}`);
    this.name = 'ActTemplateError';
    this.faults = faults;
  }

  /** File of the first fault. */
  get file(): string | null {
    return this.faults[0]?.file ?? null;
  }

  /** Line of the first fault, when the compiler knows it. */
  get line(): number | null {
    return this.faults[0]?.line ?? null;
  }
}
