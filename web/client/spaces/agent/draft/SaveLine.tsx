import { CheckmarkFilled, CloudOffline, InProgress } from '@carbon/icons-react';
import { problemText } from '#web/client/api/problem-text.ts';
import { clock } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { SaveState } from './use-autosave.ts';

/** « Enregistré à 14:32 ». */
export function SaveLine({ state, resumed }: { state: SaveState; resumed: boolean }) {
  const { t, language } = useLanguage();
  return (
    <p className={`h-save h-save--${state.is}`} role="status">
      {state.is === 'saved' ? (
        <>
          <CheckmarkFilled /> {t('form.savedAt', { time: clock(state.at, language) })}
        </>
      ) : null}
      {state.is === 'saving' || state.is === 'unsaved' ? (
        <>
          <InProgress /> {resumed && state.is === 'unsaved' ? t('form.resumed') : t('form.saving')}
        </>
      ) : null}
      {state.is === 'kept-here' ? (
        <>
          <CloudOffline /> {t('form.keptHere', { reason: problemText(state.error) })}
        </>
      ) : null}
    </p>
  );
}
