import { ArrowRight } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { KindSummary } from '#web/contract/requests/catalogue.ts';
import { useLanguage } from '../../language/use-language.ts';

/** One kind of request in the catalogue; its category is left out where the heading above says it. */
export function KindCard({ kind, inCategory = false }: { kind: KindSummary; inCategory?: boolean }) {
  const { t, read } = useLanguage();
  return (
    <Link to={`/catalogue/${kind.kind}`} className="h-kind">
      {inCategory ? null : <span className="h-kind__category">{read(kind.category)}</span>}
      <span className="h-kind__title">{read(kind.title)}</span>
      <span className="h-kind__summary">{read(kind.summary)}</span>
      <span className="h-kind__foot">
        <span className="h-muted">{sayPieces(kind.pieces, t)}</span>
        <ArrowRight />
      </span>
    </Link>
  );
}

type Piece = KindSummary['pieces'][number];

/** How many pieces it asks for, and whether they are mandatory. */
function sayPieces(pieces: readonly Piece[], t: ReturnType<typeof useLanguage>['t']): string {
  const total = pieces.length;
  const mandatory = pieces.filter((piece) => duty(piece) === 'mandatory').length;
  if (total === 0) return t('agent.noPiece');
  if (mandatory === total) return t('agent.pieces', { count: total });
  if (mandatory > 0) return t('agent.piecesMandatory', { count: mandatory, total });
  const isSure = pieces.every((piece) => duty(piece) === 'optional');
  return t(isSure ? 'agent.piecesOptional' : 'agent.piecesDepend', { count: total });
}

/** Whether a piece must be joined, or other answers say so. */
export const duty = ({ mandatory, depends }: Piece): 'mandatory' | 'optional' | 'depends' =>
  depends ? 'depends' : mandatory ? 'mandatory' : 'optional';
