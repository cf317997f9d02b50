import { Link } from 'react-router';
import { draftAddress } from '#web/client/api/open-draft.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { CircuitDraftSummary } from '#web/contract/circuits/atelier.ts';

/** Somebody draws a kind of that title already: it can be gone on with. */
export function SameTitle({ drafts }: { drafts: readonly CircuitDraftSummary[] }) {
  const { t, read } = useLanguage();
  const [draft] = drafts;
  const by = draft?.updatedBy ? fullName(draft.updatedBy) : t('atelier.release');
  return (
    <p role="status" className="h-text">
      {draft ? (
        <>
          {t('atelier.newSame', { name: by })} <Link to={draftAddress(draft.id)}>{read(draft.title)}</Link>
        </>
      ) : null}
    </p>
  );
}
