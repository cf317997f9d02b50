import { useEffect } from 'react';
import { Navigate } from 'react-router';
import { ApiProblem } from '#web/client/api/api.ts';
import { forgetLocalCopy } from '#web/client/api/local-copy.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Notice } from '#web/client/ui/Notice.tsx';

/** The request that a draft became, where that is why something was refused; null for any other error. */
export const requestOf = (error: unknown): string | null =>
  error instanceof ApiProblem && error.code === 'draft-already-filed' ? String(error.params.requestId) : null;

/** Whoever comes back to a draft that was filed (loads the page anew, had it in two tabs) is led to the request that it became. */
export function ToRequest({ draftId, requestId }: { draftId: string; requestId: string }) {
  const { t } = useLanguage();
  const me = useMe();
  useEffect(() => forgetLocalCopy(me.id, draftId), [me.id, draftId]);
  const notice: Notice = { kind: 'info', title: t('form.alreadyFiled') };
  return <Navigate to={`/requests/${requestId}?tab=progress`} state={{ notice }} replace />;
}
