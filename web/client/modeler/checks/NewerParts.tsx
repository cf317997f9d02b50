import { InlineNotification } from '@carbon/react';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';

/** What a circuit will take at its publication and its version in force does not hold yet: newer blocks, newer themes. */
export function NewerParts() {
  const { t, read } = useLanguage();
  const { draft } = useDraftFiles();
  const isKind = draft.of === 'kind';
  const blocks = useApi('GET /api/atelier/parts', { query: { of: 'block' }, enabled: isKind });
  const themes = useApi('GET /api/atelier/parts', { query: { of: 'theme' }, enabled: isKind });
  const isNewer = ({ number, kinds }: PartRow) =>
    kinds.some((taking) => taking.kind === draft.kind && taking.number !== number);
  return [...(blocks.data?.items ?? []), ...(themes.data?.items ?? [])]
    .filter(isNewer)
    .map(({ of, name, title, number }) => (
      <InlineNotification
        key={`${of} ${name}`}
        className="h-notice"
        kind="info"
        lowContrast
        hideCloseButton
        title={t(`atelier.parts.${of}.newer`, { title: read(title), number })}
        subtitle={t('atelier.parts.newerText')}
        statusIconDescription={t('common.info')}
      />
    ));
}
