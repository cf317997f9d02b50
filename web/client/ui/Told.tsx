import { InlineNotification } from '@carbon/react';
import { useLocation } from 'react-router';
import { useLanguage } from '../language/use-language.ts';

/** What the page one comes from has to say: passed along with the navigation. */
export interface Told {
  kind: 'success' | 'info' | 'warning';
  title: string;
  text?: string;
}

/** The confirmation of what was just done, where the person was sent after it. */
export function ToldBefore() {
  const { t } = useLanguage();
  const told = (useLocation().state as { told?: Told } | null)?.told;
  return (
    <div>
      {told ? (
        <InlineNotification
          className="h-told"
          kind={told.kind}
          lowContrast
          role="status"
          title={told.title}
          subtitle={told.text ?? ''}
          statusIconDescription={t(`common.${told.kind}`)}
          hideCloseButton
        />
      ) : null}
    </div>
  );
}
