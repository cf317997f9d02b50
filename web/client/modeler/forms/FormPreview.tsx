import { useQuery } from '@tanstack/react-query';
import i18next, { type i18n } from 'i18next';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { FormHandle } from '../../forms/RequestForm.tsx';
import { allComponents, type FormSchema, type FormTexts } from '../../forms/schema.ts';
import { type LanguageCode, loadLanguage } from '../../language/language.ts';
import { Loaded } from '../../ui/Loaded.tsx';

const RequestForm = lazy(() => import('../../forms/RequestForm.tsx'));

/** Our words in a language that is not the one on screen. */
async function speaking(language: LanguageCode): Promise<i18n> {
  await loadLanguage(language);
  return i18next.cloneInstance({ lng: language, initAsync: false });
}

interface PreviewProps {
  schema: FormSchema;
  texts: FormTexts;
  language: LanguageCode;
}

/** The form as the agent will see it, drawn by the very code that draws theirs. Nothing typed here goes anywhere. */
export function FormPreview({ schema, texts, language }: PreviewProps) {
  const query = useQuery({ queryKey: ['form-preview', language], queryFn: () => speaking(language) });
  const shown = useSettled(useMemo(() => withoutUploads(schema), [schema]));
  const said = useSettled(texts);
  const handle = useRef<FormHandle>(null);
  const [data, setData] = useState<Record<string, unknown>>({});
  return (
    <Loaded query={query}>
      {(spoken) => (
        <I18nextProvider i18n={spoken}>
          <div lang={language}>
            <Suspense fallback={<div aria-busy="true" />}>
              <RequestForm
                schema={shown as unknown as Record<string, unknown>}
                texts={said}
                initial={data}
                home={NOWHERE}
                onChange={setData}
                handle={handle}
              />
            </Suspense>
          </div>
        </I18nextProvider>
      )}
    </Loaded>
  );
}

const NOWHERE = { draftId: '' };

/** A copy whose pieces cannot be sent: there is no request to join them to. */
function withoutUploads(schema: FormSchema): FormSchema {
  const copy = structuredClone(schema);
  for (const component of allComponents(copy.components)) {
    if (component.type === 'filepicker') component.disabled = true;
  }
  return copy;
}

const PAUSE = 400;

/** A value once it has stopped changing: a form is not drawn anew at each letter. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it says matters, not which object says it
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
