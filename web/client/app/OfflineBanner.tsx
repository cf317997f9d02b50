import { WifiOff } from '@carbon/icons-react';
import { useSyncExternalStore } from 'react';
import { useLanguage } from '../language/use-language.ts';

const watch = (changed: () => void) => {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};

/** Says that the network is gone, and that it is not the person's doing. */
export function OfflineBanner() {
  const { t } = useLanguage();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return (
    <div role="status">
      {online ? null : (
        <p className="h-offline">
          <WifiOff size={20} /> {t('shell.offline')}
        </p>
      )}
    </div>
  );
}
