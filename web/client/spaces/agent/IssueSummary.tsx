import { WarningAltFilled } from '@carbon/icons-react';
import { useEffect, useRef } from 'react';
import type { FormIssue } from '../../forms/RequestForm.tsx';
import { useLanguage } from '../../language/use-language.ts';

/** All that is to be put right, each leading to its field. Takes the focus when it appears. */
export function IssueSummary({ issues, onChoose }: { issues: FormIssue[]; onChoose: (fieldId: string) => void }) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (issues.length > 0) box.current?.focus();
  }, [issues]);
  if (issues.length === 0) return null;
  return (
    <div ref={box} className="h-issues" role="alert" tabIndex={-1}>
      <h2>
        <WarningAltFilled /> {t('form.issues', { count: issues.length })}
      </h2>
      <ul>
        {issues.map((issue) => (
          <li key={`${issue.fieldId}-${issue.text}`}>
            <button type="button" onClick={() => onChoose(issue.fieldId)}>
              {issue.label}
            </button>
            {t('form.colon')}
            {issue.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
