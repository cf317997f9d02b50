import { Linter } from '@camunda/linting';
import { useEffect, useState } from 'react';
import { withoutEmptied } from '../../../../domain/circuit/drafts/emptied.ts';
import type { LintReport } from './services.ts';

/** The same rules as in Camunda's desktop modeler. */
const linter = new Linter({ modeler: 'desktop', type: 'cloud' });

/** The portal draws the panel of a decision from its kind: a person's step needs no form of its own. */
const NOT_OURS = new Set(['camunda-compat/user-task-definition']);

/**
 * What Camunda's rules for 8.9 say of a diagram, each time it changes. A rule that fails says neither of which element nor
 * why: the portal plays the same rules and says so (`workers/circuits/check/engine/lint.ts`).
 */
export function useLinter(xml: string): readonly LintReport[] {
  const [reports, setReports] = useState<readonly LintReport[]>([]);
  useEffect(() => {
    let isWanted = true;
    linter.lint(withoutEmptied(xml)).then(
      (found) => {
        if (isWanted) setReports(found.filter(({ rule, id }) => id !== undefined && !NOT_OURS.has(rule)));
      },
      // What cannot be read is said where it is drawn.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [xml]);
  return reports;
}
