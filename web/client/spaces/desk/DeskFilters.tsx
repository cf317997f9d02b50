import { Button } from '@carbon/react';
import { URGENCIES } from '../../../../domain/signing/desk.ts';
import type { DeskView } from '../../../contract/signing.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Filter } from '../../ui/ListFilters.tsx';
import { useDeskAddress } from './use-desk-address.ts';

/** What of the desk is shown: each choice says how many acts it would show. */
export function DeskFilters({ desk }: { desk: DeskView }) {
  const { t, read } = useLanguage();
  const { address, filter } = useDeskAddress();
  const { kinds, structures, urgencies } = desk.counts;
  const text = (name: string, count: number) => t('desk.choice', { name, count });
  const counted = new Map(urgencies.map(({ id, count }) => [id, count]));
  return (
    <search className="h-filters" aria-label={t('desk.filters')}>
      <Filter
        id="kind"
        label={t('desk.kind')}
        all={t('desk.allKinds')}
        value={address.kind}
        choices={kinds.map(({ id, name, count }) => ({ value: id, text: text(read(name), count) }))}
        onChange={(kind) => filter({ kind })}
      />
      <Filter
        id="structure"
        label={t('desk.structure')}
        all={t('desk.allStructures')}
        value={address.structureId}
        choices={structures.map(({ id, name, count }) => ({ value: id, text: text(name, count) }))}
        onChange={(structureId) => filter({ structureId })}
      />
      <Filter
        id="due"
        label={t('desk.urgency')}
        all={t('desk.allUrgencies')}
        value={address.due}
        choices={URGENCIES.map((id) => ({ value: id, text: text(t(`desk.urgencies.${id}`), counted.get(id) ?? 0) }))}
        onChange={(due) => filter({ due })}
      />
      {address.kind || address.structureId || address.due ? (
        <Button kind="ghost" size="md" onClick={() => filter({ kind: '', structureId: '', due: '' })}>
          {t('list.clear')}
        </Button>
      ) : null}
      {desk.setAside > 0 || address.aside ? (
        <Button
          kind="ghost"
          size="md"
          aria-pressed={address.aside === 'true'}
          onClick={() => filter({ aside: address.aside ? '' : 'true' })}
        >
          {t('desk.asides', { count: desk.setAside })}
        </Button>
      ) : null}
      <p className="h-filters__total" role="status">
        {t('desk.total', { count: desk.shown })} {desk.more ? t('desk.more') : ''}
      </p>
    </search>
  );
}
