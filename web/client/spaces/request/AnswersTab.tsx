import { useState } from 'react';
import { SIGNED_PAPER } from '#domain/request/on-paper.ts';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { addressOf } from '../../api/address.ts';
import { fileSize, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { MaskedAnswer } from './MaskedAnswer.tsx';

const isSigned = ({ pieceType }: RequestView['pieces'][number]): boolean => pieceType === SIGNED_PAPER;

/** What was answered, and the pieces, shown in the page. Shared with the page of a task. */
export function AnswersTab({ request, taskKey = null }: { request: RequestView; taskKey?: string | null }) {
  const { t, language, read } = useLanguage();
  // What was signed comes first: it is what the answers were entered from.
  const pieces = request.pieces.toSorted((one, other) => Number(isSigned(other)) - Number(isSigned(one)));
  const [shown, setShown] = useState<string | null>(pieces.find(({ readable }) => readable)?.id ?? null);
  const piece = pieces.find((each) => each.id === shown);
  return (
    <div className="h-answers">
      <section aria-labelledby="answers-title">
        <h2 id="answers-title">{t('request.answers')}</h2>
        <dl className="h-facts h-facts--answers">
          {request.answers.map((answer) => (
            <div key={answer.key}>
              <dt>{read(answer.label)}</dt>
              <dd>
                {answer.masked && taskKey ? (
                  <MaskedAnswer taskKey={taskKey} answer={answer} />
                ) : (
                  read(answer.value) || <span className="h-muted">{t('request.noAnswer')}</span>
                )}
                {answer.filed ? (
                  <span className="h-muted"> {t('request.filedOtherwise', { value: read(answer.filed) })}</span>
                ) : null}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="pieces-title">
        <h2 id="pieces-title">{t('request.pieces', { count: request.pieces.length })}</h2>
        {request.pieces.length === 0 ? <p className="h-muted">{t('request.noPiece')}</p> : null}
        <ul className="h-piecelist">
          {pieces.map((each) => (
            <li key={each.id}>
              {each.readable ? (
                <button type="button" aria-pressed={each.id === shown} onClick={() => setShown(each.id)}>
                  <span>{each.fileName}</span>
                  {isSigned(each) ? <span>{t('starting.paper.field')}</span> : null}
                  {each.closed ? <span>{t('request.closedPiece.yours')}</span> : null}
                  <span className="h-muted">
                    {fileSize(each.size, language)} · {moment(each.uploadedAt, language)}
                  </span>
                </button>
              ) : (
                <p>
                  {t('request.closedPiece.given')} <span className="h-muted">{moment(each.uploadedAt, language)}</span>
                </p>
              )}
            </li>
          ))}
        </ul>
        {piece ? (
          <PdfFrame
            key={piece.id}
            src={addressOf('GET /api/requests/:id/pieces/:pieceId', { params: { id: request.id, pieceId: piece.id } })}
            title={t('request.pieceFrame', { name: piece.fileName })}
          />
        ) : null}
      </section>
    </div>
  );
}
