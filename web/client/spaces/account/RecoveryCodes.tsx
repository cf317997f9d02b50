import { Button, Stack } from '@carbon/react';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../../language/use-language.ts';

/** Fresh recovery codes, shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useLanguage();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <Stack gap={5}>
      <h2 ref={title} tabIndex={-1} className="h-panel__second">
        {t('security.codesTitle')}
      </h2>
      <p>{t('security.codesText')}</p>
      <ul className="h-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="h-formend">
        <Button onClick={onDone}>{t('security.codesKept')}</Button>
        <Button kind="ghost" onClick={() => window.print()}>
          {t('security.print')}
        </Button>
      </div>
    </Stack>
  );
}
