import { ArrowRight } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { KindSummary } from '../../../contract/catalogue.ts';
import { useLanguage } from '../../language/use-language.ts';

/** One kind of request in the catalogue. */
export function KindCard({ kind }: { kind: KindSummary }) {
  const { t, read } = useLanguage();
  return (
    <Link to={`/catalogue/${kind.kind}`} className="h-kind">
      <span className="h-kind__category">{read(kind.category)}</span>
      <span className="h-kind__title">{read(kind.title)}</span>
      <span className="h-kind__summary">{read(kind.summary)}</span>
      <span className="h-kind__foot">
        <span className="h-muted">
          {kind.pieces.length > 0 ? t('agent.pieces', { count: kind.pieces.length }) : t('agent.noPiece')}
        </span>
        <ArrowRight />
      </span>
    </Link>
  );
}
