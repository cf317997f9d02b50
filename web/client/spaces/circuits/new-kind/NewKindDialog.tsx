import './new-kind.scss';
import { Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { CIRCUIT_KIND } from '#domain/circuit/drafts/draft.ts';
import { freeKindName, nameOfTitle } from '#domain/circuit/kinds/kind-name.ts';
import { useBeginDraft } from '#web/client/api/open-draft.ts';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { TableSkeleton } from '#web/client/ui/lists/TableSkeleton.tsx';
import type { CircuitDraftSummary, KindModel } from '#web/contract/circuits/atelier.ts';
import type { KindRow } from '../by-kind.ts';
import { KindNameInput } from '../KindNameInput.tsx';
import { CategoryFields } from './CategoryFields.tsx';
import { MODEL_NONE, ModelChoice } from './ModelChoice.tsx';
import { SameTitle } from './SameTitle.tsx';

interface Known {
  readonly kinds: readonly KindRow[];
  readonly drafts: readonly CircuitDraftSummary[];
}

/** Begins a kind of request that does not exist yet: after a model, after a kind in force, or from next to nothing. */
export function NewKindDialog({ kinds, drafts, onClose }: Known & { onClose: () => void }) {
  const { t, read } = useLanguage();
  const begin = useBeginDraft();
  const models = useApi('GET /api/atelier/models');
  const [title, setTitle] = useState('');
  const [english, setEnglish] = useState('');
  const [category, setCategory] = useState({ fr: '', en: '' });
  const [from, setFrom] = useState<string | null>(null);
  const [theme, setTheme] = useState('');
  const [name, setName] = useState<string | null>(null);

  const taken = new Set([...kinds, ...drafts].map(({ kind }) => kind));
  const named = name ?? (title.trim() === '' ? '' : freeKindName(title, taken));
  const isWrong = named !== '' && !CIRCUIT_KIND.test(named);
  const items = models.data?.items ?? [];
  const source = from ?? items[0]?.name ?? MODEL_NONE;
  const model = items.find((one) => one.name === source);
  const changes = model && isOffered(model, theme) ? theme : '';
  const isComplete = title.trim() !== '' && named !== '' && !isWrong;
  const same = drafts.filter(({ kind }) => kind === nameOfTitle(title));

  const confirm = () => {
    const after = afterOf(source, model, theme);
    const [fr, en] = [category.fr.trim(), category.en.trim() || category.fr.trim()];
    return begin({
      new: {
        ...(name !== null && { kind: name }),
        title: title.trim(),
        ...(english.trim() && { english: english.trim() }),
        ...(fr && { category: { fr, en } }),
        ...(after && { after }),
      },
    });
  };
  return (
    <ConfirmDialog
      size="lg"
      title={t('atelier.newTitle')}
      confirm={t('atelier.newGo')}
      ready={isComplete && models.data !== undefined}
      stays
      onClose={onClose}
      onConfirm={confirm}
    >
      <p className="h-text">{t('atelier.newText')}</p>
      <div>
        <div className="h-new-kind__pair">
          <TextInput
            id="circuit-title"
            labelText={t('atelier.newName')}
            value={title}
            maxLength={200}
            onChange={(event) => setTitle(event.target.value)}
          />
          <TextInput
            id="circuit-english"
            labelText={t('atelier.newEnglish')}
            value={english}
            maxLength={200}
            onChange={(event) => setEnglish(event.target.value)}
          />
          <CategoryFields known={models.data?.categories ?? []} value={category} setValue={setCategory} />
        </div>
        <SameTitle drafts={same} />
      </div>
      <Loaded query={models} skeleton={<TableSkeleton columns={1} />}>
        {() => <ModelChoice models={items} kinds={kinds} value={source} setValue={setFrom} />}
      </Loaded>
      {model ? (
        <Select
          id="circuit-theme"
          labelText={t('atelier.newTheme')}
          helperText={t(`atelier.newThemeHelp.${changes === '' || changes === NOTHING ? HELP[changes] : 'theme'}`)}
          value={changes}
          onChange={(event) => setTheme(event.target.value)}
        >
          <SelectItem value="" text={t('atelier.newThemeLater')} />
          {model.canChangeNothing ? <SelectItem value={NOTHING} text={t('atelier.newThemeNothing')} /> : null}
          {model.themes.map((one) => (
            <SelectItem key={one.name} value={one.name} text={read(one.title)} />
          ))}
        </Select>
      ) : null}
      <details className="h-new-kind__advanced">
        <summary>{t('atelier.newAdvanced', { name: named || '…' })}</summary>
        <KindNameInput
          value={named}
          isWrong={isWrong}
          help={t('atelier.newKindHelp')}
          maxLength={80}
          onChange={setName}
        />
      </details>
    </ConfirmDialog>
  );
}

/** No theme has such a name. */
const NOTHING = '-';

const HELP = { '': 'later', [NOTHING]: 'nothing' } as const;

const isOffered = (model: KindModel, theme: string): boolean =>
  theme === NOTHING ? model.canChangeNothing : model.themes.some(({ name }) => name === theme);

/** What the new kind is begun after, as the server is told; undefined: nothing. */
function afterOf(source: string, model: KindModel | undefined, theme: string) {
  if (model !== undefined)
    return { model: model.name, ...(isOffered(model, theme) && { theme: theme === NOTHING ? null : theme }) };
  return source === MODEL_NONE ? undefined : { kind: source };
}
