import { SIGNED_PAPER } from '#domain/request/on-paper.ts';
import { PastDay } from '#web/client/forms/PastDay.tsx';
import { UploadField } from '#web/client/forms/UploadField.tsx';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { PersonRef } from '#web/contract/common.ts';
import { PAPER_FIELDS, type SignedPaperState } from './use-signed-paper.ts';

interface Props {
  agent: PersonRef;
  home: { readonly draftId: string };
  paper: SignedPaperState;
  /** Whether one tried to file already: before, nothing is said to lack. */
  tried: boolean;
}

/** What the agent signed and when it came, before what is entered from it. */
export function SignedPaper({ agent, home, paper, tried }: Props) {
  const { t } = useLanguage();
  const faultOf = (field: string) => (tried ? paper.issues.find(({ fieldId }) => fieldId === field)?.text : undefined);
  const missing = faultOf(PAPER_FIELDS.paper);
  return (
    <div className="h-formcard h-signedpaper">
      <UploadField
        inputId={PAPER_FIELDS.paper}
        label={t('starting.paper.signed', { name: fullName(agent) })}
        description={`${t('starting.paper.signedText')} ${t('agent.pdfOnly')}`}
        accept=".pdf,application/pdf"
        required
        multiple
        disabled={false}
        errors={missing === undefined ? [] : [missing]}
        pieceType={SIGNED_PAPER}
        home={home}
        value={paper.papers}
        onChange={paper.setPapers}
      />
      <PastDay
        id={PAPER_FIELDS.day}
        label={t('starting.paper.received')}
        description={t('starting.paper.receivedText')}
        error={faultOf(PAPER_FIELDS.day) ?? null}
        value={paper.receivedOn}
        onChange={paper.setReceivedOn}
      />
    </div>
  );
}
