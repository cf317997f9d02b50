import { useEffect, useRef, useState } from 'react';
import type { LintReport } from '../../bpmn/services.ts';
import { type OpenLinter, openLinter } from './linter.ts';

/**
 * What Camunda's rules say of a diagram, each time it changes; nothing yet while it is null. A rule that fails says neither
 * of which element nor why: the portal plays the same rules and says so (`workers/circuits/check/engine/lint.ts`).
 */
export function useLinter(xml: string | null): readonly LintReport[] {
  const [reports, setReports] = useState<readonly LintReport[]>([]);
  const linter = useRef<OpenLinter | null>(null);
  useEffect(() => {
    const thread = new Worker(new URL('./linter.thread.ts', import.meta.url), { type: 'module', name: 'linter' });
    const opened = openLinter(thread, setReports);
    linter.current = opened;
    return opened.close;
  }, []);
  useEffect(() => {
    if (xml !== null) linter.current?.lint(xml);
  }, [xml]);
  return reports;
}
