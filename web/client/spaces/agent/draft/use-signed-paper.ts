import { useState } from 'react';
import { SIGNED_PAPER } from '#domain/request/on-paper.ts';
import { isPast } from '#web/client/forms/PastDay.tsx';
import type { FormIssue } from '#web/client/forms/RequestForm.tsx';
import type { PieceValue } from '#web/client/forms/UploadField.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';

/** Ids of its fields, where the list of faults leads. */
export const PAPER_FIELDS = { paper: 'signed-paper', day: 'received-on' } as const;

export type SignedPaperState = ReturnType<typeof useSignedPaper>;

/** What the agent signed of a draft on paper, and when it was received; what of it lacks. Nothing of any other draft. */
export function useSignedPaper({ onPaper, pieces }: DraftView) {
  const { t } = useLanguage();
  const [papers, setPapers] = useState<PieceValue[]>(() =>
    pieces
      .filter(({ pieceType }) => pieceType === SIGNED_PAPER)
      .map(({ id, fileName, size }) => ({ id, name: fileName, size })),
  );
  // Asked each time the draft is opened, which does not keep it: today, by default, would lengthen delays unseen.
  const [receivedOn, setReceivedOn] = useState<string | null>(null);
  const issues: FormIssue[] = [
    ...(onPaper && papers.length === 0
      ? [{ fieldId: PAPER_FIELDS.paper, label: t('starting.paper.field'), text: t('starting.paper.missing') }]
      : []),
    ...(onPaper && !isPast(receivedOn)
      ? [{ fieldId: PAPER_FIELDS.day, label: t('starting.paper.received'), text: t('starting.paper.receivedWrong') }]
      : []),
  ];
  const filed = onPaper && receivedOn !== null ? { receivedOn } : {};
  return { papers, setPapers, receivedOn, setReceivedOn, issues, filed };
}
