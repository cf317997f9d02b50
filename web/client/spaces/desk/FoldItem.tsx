import { ChevronDown, ChevronRight } from '@carbon/icons-react';
import { Tag } from '@carbon/react';
import { useEffect } from 'react';
import type { FoldSummary } from '#web/contract/signing/signing.ts';
import { ApiProblem } from '../../api/api.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { FoldContent } from './FoldContent.tsx';
import { useDeskAddress } from './use-desk-address.ts';

interface OfDesk {
  summary: FoldSummary;
  /** Says in which order its acts come. */
  onOrder: (keys: readonly string[]) => void;
  onChoose: (taskKey: string) => void;
}

/** A fold of the desk: what it is and how much, and what is in it once it is open. */
export function FoldItem({ open, onToggle, ...of }: OfDesk & { open: boolean; onToggle: (open: boolean) => void }) {
  return (
    <li className="h-fold">
      <FoldTop summary={of.summary} open={open} onToggle={onToggle} />
      {open ? (
        <div id={`fold-${of.summary.id}`}>
          <OpenFold {...of} />
        </div>
      ) : null}
    </li>
  );
}

/** What a fold is and how much of it waits; opens and closes it. */
export function FoldTop(props: { summary: FoldSummary; open: boolean; onToggle: (open: boolean) => void }) {
  const { open } = props;
  const { t, read } = useLanguage();
  const { words } = useDeskAddress();
  const { id, title, step, template, count, marked, overdue } = props.summary;
  return (
    <h2>
      <button
        type="button"
        className="h-fold__top"
        aria-expanded={open}
        aria-controls={open ? `fold-${id}` : undefined}
        onClick={() => props.onToggle(!open)}
      >
        {open ? <ChevronDown /> : <ChevronRight />}
        <span className="h-two">
          <span>{read(title)}</span>
          <span className="h-muted">{read(step)}</span>
        </span>
        <span className="h-fold__counts">
          {template === 'refusal' ? <Tag type="magenta">{t('desk.refusal')}</Tag> : null}
          {marked > 0 ? <Tag type="purple">{t('desk.marked', { count: marked })}</Tag> : null}
          {overdue > 0 ? <Tag type="red">{t('desk.overdue', { count: overdue })}</Tag> : null}
          <strong>{t(`${words}.count`, { count })}</strong>
        </span>
      </button>
    </h2>
  );
}

function OpenFold({ summary, onOrder, onChoose }: OfDesk) {
  const { foldQuery } = useDeskAddress();
  const query = useApi('GET /api/signing/folds/:id', {
    ...{ params: { id: summary.id }, query: foldQuery },
    keepPrevious: true,
  });
  const fold = query.data;
  useEffect(() => {
    onOrder(fold ? [...fold.outliers, ...fold.alike].map(({ taskKey }) => taskKey) : []);
  }, [fold, onOrder]);
  // Its last act was decided: the desk is about to leave it out.
  if (query.error instanceof ApiProblem && query.error.status === 404) return null;
  return <Loaded query={query}>{(read) => <FoldContent fold={read} onChoose={onChoose} />}</Loaded>;
}
