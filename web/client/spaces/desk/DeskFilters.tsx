import { Button } from '@carbon/react';
import { DESK_KINDS, URGENCIES } from '#domain/signing/desk.ts';
import type { DeskView } from '#web/contract/signing/signing.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Filter } from '../../ui/lists/ListFilters.tsx';
import { useDeskAddress } from './use-desk-address.ts';

/** Signatures, opinions, visas or checks: those that wait, and the one that is shown. */
export function DeskWhats({ desk }: { desk: DeskView }) {
  const { t } = useLanguage();
  const { what, set } = useDeskAddress();
  const counts = new Map(desk.waiting.map((each) => [each.what, each.count]));
  const shown = DESK_KINDS.filter((each) => each === what || counts.has(each));
  if (shown.length === 1 && what === 'signature') return null;
  return (
    <fieldset className="h-deskwhats">
      <legend>{t('desk.what')}</legend>
      {shown.map((each) => (
        <Button
          key={each}
          kind="ghost"
          size="md"
          aria-pressed={each === what}
          onClick={() => set({ ...NOTHING, what: each })}
        >
          {t('desk.choice', { name: t(`desk.whats.${each}`), count: counts.get(each) ?? 0 })}
        </Button>
      ))}
    </fieldset>
  );
}

const NOTHING = { kind: '', structureId: '', due: '', aside: '', after: '', fold: '', task: '' };

/** What of the desk is shown: each choice says how many acts it would show. */
export function DeskFilters({ desk }: { desk: DeskView }) {
  const { t, read } = useLanguage();
  const { address, words, filter } = useDeskAddress();
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
        {t(`${words}.total`, { count: desk.shown })} {desk.more ? t('desk.more') : ''}
      </p>
    </search>
  );
}
