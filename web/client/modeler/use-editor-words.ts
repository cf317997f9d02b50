import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { editors as en } from '../language/en/atelier/atelier-editors.ts';
import { editors as fr } from '../language/fr/atelier/atelier-editors.ts';

// The words of the atelier's editors come with them: nobody else downloads them.
i18next.addResourceBundle('fr', 'editors', fr);
i18next.addResourceBundle('en', 'editors', en);

/** The words of the editors of the atelier, in the language on screen. */
export const useEditorWords = () => useTranslation('editors').t;

export type EditorWords = ReturnType<typeof useEditorWords>;
