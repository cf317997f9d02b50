import { InlineNotification } from '@carbon/react';
import { useLocation, useNavigationType } from 'react-router';
import { useLanguage } from '../language/use-language.ts';

/** What the page one comes from has to say: passed along with the navigation. */
export interface Notice {
  kind: 'success' | 'info' | 'warning';
  title: string;
  text?: string;
}

/**
 * The confirmation of what was just done, where the person was sent after it. Whoever comes back to that page later, from something
 * that they left undone, would read it of that.
 */
export function PassedNotice() {
  const { notice } = (useLocation().state ?? {}) as { notice?: Notice };
  return <ShownNotice notice={useNavigationType() === 'POP' ? null : notice} />;
}

/** A confirmation, in a place that stands before there is one. */
export function ShownNotice({ notice }: { notice: Notice | null | undefined }) {
  const { t } = useLanguage();
  return (
    <div>
      {notice ? (
        <InlineNotification
          className="h-notice"
          kind={notice.kind}
          lowContrast
          role="status"
          title={notice.title}
          subtitle={notice.text ?? ''}
          statusIconDescription={t(`common.${notice.kind}`)}
          hideCloseButton
        />
      ) : null}
    </div>
  );
}
