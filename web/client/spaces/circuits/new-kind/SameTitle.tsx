import { InlineNotification } from '@carbon/react';
import { Link } from 'react-router';
import type { CircuitDraftSummary } from '../../../../contract/atelier.ts';
import { draftAddress } from '../../../api/open-draft.ts';
import { fullName } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';

/** Somebody draws a kind of that title already: it can be gone on with. */
export function SameTitle({ drafts }: { drafts: readonly CircuitDraftSummary[] }) {
  const { t, read } = useLanguage();
  const [draft] = drafts;
  if (!draft) return null;
  const by = draft.updatedBy ? fullName(draft.updatedBy) : t('atelier.release');
  return (
    <InlineNotification
      kind="info"
      lowContrast
      hideCloseButton
      title={t('atelier.newSame', { name: by })}
      statusIconDescription={t('common.info')}
    >
      <Link to={draftAddress(draft.id)}>{read(draft.title)}</Link>
    </InlineNotification>
  );
}
