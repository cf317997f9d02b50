import { CheckmarkOutline } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useRef } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { FoldView } from '#web/contract/signing/signing.ts';
import { useDeskDialog } from '../DeskDialogs.tsx';
import { DecideTogether } from './DecideTogether.tsx';
import { type Begun, NOTHING } from './TogetherForm.tsx';
import type { Ticks } from './ticks.ts';

/** Decides together what is ticked of a fold; or why its requests are decided one by one. */
export function DecideFold({ fold, ticks }: { fold: FoldView; ticks: Ticks | null }) {
  const { t } = useLanguage();
  const show = useDeskDialog();
  // Reasons are long to write: whoever closes the dialog finds them there again.
  const begun = useRef<Begun>(NOTHING);
  const close = () => {
    show(null);
    // The button may be gone with the requests.
    document.querySelector('h1')?.focus();
  };
  if (ticks === null) {
    const apart = fold.together?.apart;
    return <p className="h-help">{apart ? t(`together.apart.${apart}`) : t('together.none')}</p>;
  }
  const all = [...fold.outliers, ...fold.alike];
  const tasks = all.filter(({ taskKey }) => ticks.ticked.has(taskKey));
  const apart = fold.outliers.filter(({ taskKey }) => !ticks.ticked.has(taskKey)).length;
  return (
    <>
      <div className="h-panel__actions">
        {tasks.length > 0 ? (
          <Button
            renderIcon={CheckmarkOutline}
            onClick={() => show(<DecideTogether fold={fold} tasks={tasks} begun={begun} onClose={close} />)}
          >
            {t('together.decide', { count: tasks.length })}
          </Button>
        ) : null}
        <Button kind="ghost" onClick={() => ticks.tick(all.map(({ taskKey }) => taskKey))}>
          {t('together.chooseAll')}
        </Button>
        <Button kind="ghost" onClick={() => ticks.tick([])}>
          {t('together.chooseNone')}
        </Button>
      </div>
      {apart > 0 ? <p className="h-help">{t('together.outliersApart', { count: apart })}</p> : null}
    </>
  );
}
