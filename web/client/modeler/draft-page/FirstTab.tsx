import { Navigate, useLocation } from 'react-router';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { DRAFT_TABS } from './draft-tabs.ts';

/** Where a draft opens: at the first page that what it is of has, with whatever is said on the way there. */
export function FirstTab() {
  const { draft } = useDraftFiles();
  const { state } = useLocation();
  const first = DRAFT_TABS.find(({ of }) => of.includes(draft.of));
  return <Navigate to={first?.path ?? 'checks'} state={state} replace />;
}
