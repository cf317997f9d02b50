import { SIGNED_PAPER } from '../../../../domain/request/on-paper.ts';
import type { PersonRef } from '../../../contract/common.ts';
import type { DraftView } from '../../../contract/drafts.ts';
import { type PieceValue, UploadField } from '../../forms/UploadField.tsx';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Where the list of faults leads when it lacks. */
export const SIGNED_PAPER_FIELD = 'signed-paper';

export const papersOf = ({ pieces }: DraftView): PieceValue[] =>
  pieces
    .filter(({ pieceType }) => pieceType === SIGNED_PAPER)
    .map(({ id, fileName, size }) => ({ id, name: fileName, size }));

interface Props {
  agent: PersonRef;
  home: { readonly draftId: string };
  papers: PieceValue[];
  missing: boolean;
  onChange: (papers: PieceValue[]) => void;
}

/** What the agent signed, before what is entered from it. */
export function SignedPaper({ agent, home, papers, missing, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <div className="h-formcard h-signedpaper">
      <UploadField
        inputId={SIGNED_PAPER_FIELD}
        label={t('starting.paper.signed', { name: fullName(agent) })}
        description={`${t('starting.paper.signedText')} ${t('agent.pdfOnly')}`}
        accept=".pdf,application/pdf"
        required
        multiple
        disabled={false}
        errors={missing ? [t('starting.paper.missing')] : []}
        pieceType={SIGNED_PAPER}
        home={home}
        value={papers}
        onChange={onChange}
      />
    </div>
  );
}
