import { useQuery } from '@tanstack/react-query';
import { reading } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';

const EVERY_MS = 5_000;

/** On a demonstration and nowhere else: the code that its account's authenticator shows, which nobody holds. */
export function DemonstrationCode({ email }: { email: string }) {
  const { t } = useLanguage();
  const { data } = useQuery({
    ...reading('GET /api/demonstration', { anonymous: true }),
    retry: false,
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });
  const account = data?.accounts.find((each) => each.email === email.toLowerCase());
  if (!data?.password || !account) return null;
  return (
    <p className="h-help">
      {account.code === null ? (
        t('security.demonstrationCodeLater')
      ) : (
        <>
          {t('security.demonstrationCode')} <code>{account.code}</code>
        </>
      )}
    </p>
  );
}
