import { WarningAltFilled } from '@carbon/icons-react';
import { useEffect, useRef } from 'react';
import type { FormIssue } from '#web/client/forms/RequestForm.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';

interface Props {
  issues: FormIssue[];
  /** How many times one tried to file: the list takes the focus at each, and leaves it alone while one corrects. */
  attempt: number;
  onChoose: (fieldId: string) => void;
}

/** All that is to be put right, each leading to its field; what is mended goes at once. */
export function IssueSummary({ issues, attempt, onChoose }: Props) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const any = issues.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each try, and then only
  useEffect(() => {
    box.current?.focus();
  }, [attempt]);
  return (
    <>
      <p className="h-hidden" role="status">
        {attempt === 0 ? '' : any ? t('form.issues', { count: issues.length }) : t('form.allMended')}
      </p>
      {any ? (
        <section ref={box} className="h-issues" tabIndex={-1} aria-labelledby="issues-title">
          <h2 id="issues-title">
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
        </section>
      ) : null}
    </>
  );
}
