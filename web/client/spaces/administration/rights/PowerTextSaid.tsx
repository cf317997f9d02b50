import type { PowerText } from '../../../../../domain/permissions/actor.ts';
import { useLanguage } from '../../../language/use-language.ts';

/** What a power to sign by right stands on, as acts print it; nothing where the office itself gives it. */
export function PowerTextSaid({ powerReference, inNameOf }: PowerText) {
  const { t } = useLanguage();
  if (!powerReference) return null;
  return (
    <span className="h-muted" lang="fr">
      {inNameOf ? `${t('administration.habilitations.forAuthority', { quality: inNameOf })}, ` : ''}
      {powerReference}
    </span>
  );
}
