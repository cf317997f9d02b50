import type { RetryView } from '#web/contract/operations/incidents.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** When something was asked, by whom and why, in a cell of a list. */
export function AskedBy({
  asked: { askedAt, askedBy, reason },
}: {
  asked: Pick<RetryView, 'askedAt' | 'askedBy' | 'reason'>;
}) {
  const { language } = useLanguage();
  return (
    <span className="h-two">
      <span>
        {moment(askedAt, language)}, {fullName(askedBy)}
      </span>
      <span className="h-muted">{reason}</span>
    </span>
  );
}
