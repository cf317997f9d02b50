import { withoutEmptied } from '#domain/circuit/drafts/emptied.ts';
import type { LintReport } from '../../bpmn/services.ts';

export interface OpenLinter {
  readonly lint: (xml: string) => void;
  readonly close: () => void;
}

/**
 * The portal draws the panel of a decision from its kind: a person's step needs no form of its own. When a way is taken is
 * asked in its own words.
 */
const NOT_OURS = new Set(['camunda-compat/user-task-definition', 'camunda-compat/sequence-flow-condition']);

/**
 * Plays Camunda's rules for 8.9 in a thread of their own. A diagram that comes while one is read waits for it, and only
 * the last that came: what was drawn between is of no use to anyone.
 */
export function openLinter(thread: Worker, onFound: (reports: readonly LintReport[]) => void): OpenLinter {
  let isReading = false;
  let next: string | null = null;
  const read = (xml: string) => {
    isReading = true;
    thread.postMessage(withoutEmptied(xml));
  };
  thread.addEventListener('message', ({ data }: MessageEvent<readonly LintReport[]>) => {
    isReading = false;
    const xml = next;
    next = null;
    if (xml !== null) return read(xml);
    onFound(data.filter(({ rule }) => !NOT_OURS.has(rule)));
  });
  return {
    lint: (xml) => {
      if (isReading) next = xml;
      else read(xml);
    },
    close: () => thread.terminate(),
  };
}
