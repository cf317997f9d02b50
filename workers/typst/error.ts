import type { PageFault } from './page/judge-page.ts';

/** Why a template was stopped or refused by us, rather than by the compiler. `page-…`: by what it drew. */
export type TemplateRefusal = {
  code:
    | 'package'
    | 'import'
    | 'link'
    | 'today'
    | 'eval'
    | 'plugin'
    | 'electronic'
    | 'late'
    | 'memory'
    | `page-${PageFault['code']}`;
  params?: Readonly<Record<string, number | string>>;
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

/** The text that the font does not draw, when that is what is at fault; null otherwise. PDF/A forbids it. */
export function undrawnText({ faults }: ActTemplateError): string | null {
  const quoted = /the text `\\?"(.+?)\\?"` could not be displayed/.exec(faults[0]?.message ?? '')?.[1];
  if (quoted === undefined) return null;
  return quoted.replace(/\\+u\{([0-9a-f]+)\}/g, (_whole, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

/** Whether the same template and data may well do on another day: the machine was too busy. */
export const isForNow = ({ faults }: ActTemplateError): boolean =>
  faults.some(({ reason }) => reason?.code === 'late' || reason?.code === 'memory');
