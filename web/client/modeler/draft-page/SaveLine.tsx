import { CheckmarkFilled, CloudOffline, InProgress, Undo, WarningAltFilled } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { problemText } from '../../api/problem-text.ts';
import { clock } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { tabOf } from '../formats/paths.ts';
import type { DraftTab } from './draft-tabs.ts';

/** What people call a file by: the tab where it is edited; its path, where none is its own. */
const partOf = (path: string, nameOf: (tab: DraftTab['path']) => string): string => {
  const tab = tabOf(path);
  return tab ? nameOf(tab) : path;
};

/** « Enregistré à 14:32 », and a way back from the last change. */
export function SaveLine({ onSettle }: { onSettle: () => void }) {
  const { t, language } = useLanguage();
  const { saveState, undo, undoPath } = useDraftFiles();
  return (
    <div className="h-atelier__save">
      <p className={`h-save h-save--${saveState.is}`} role="status">
        {saveState.is === 'saved' ? (
          <>
            <CheckmarkFilled /> {t('atelier.savedAt', { time: clock(saveState.at, language) })}
          </>
        ) : null}
        {saveState.is === 'unsaved' ? (
          <>
            <InProgress /> {t('atelier.unsaved')}
          </>
        ) : null}
        {saveState.is === 'saving' ? (
          <>
            <InProgress /> {t('atelier.saving')}
          </>
        ) : null}
        {saveState.is === 'kept-here' ? (
          <>
            <CloudOffline /> {t('atelier.keptHere', { reason: problemText(saveState.error) })}
          </>
        ) : null}
        {saveState.is === 'conflict' ? (
          <>
            <WarningAltFilled /> {t('atelier.inConflict')}
          </>
        ) : null}
      </p>
      {saveState.is === 'conflict' ? (
        <Button kind="tertiary" size="sm" onClick={onSettle}>
          {t('atelier.choose')}
        </Button>
      ) : null}
      {undoPath ? (
        <Button kind="ghost" size="sm" renderIcon={Undo} onClick={undo}>
          {t('atelier.undoOf', { part: partOf(undoPath, (tab) => t(`atelier.tabs.${tab}`)) })}
        </Button>
      ) : null}
    </div>
  );
}
