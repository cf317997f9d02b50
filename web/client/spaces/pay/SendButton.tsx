import { SendAlt } from '@carbon/icons-react';
import { Button, Select, SelectItem, SkeletonText } from '@carbon/react';
import { useState } from 'react';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { monthName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Loaded } from '../../ui/Loaded.tsx';

/** Sends a month's checked pieces of a structure to the comptable; asks first, with how many. */
export function SendButton({ month, onNotice }: { month: string; onNotice: (text: string) => void }) {
  const { t, language } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useApi('GET /api/pay/ready', { query: { month }, enabled: asking });
  const places = query.data?.items ?? [];
  const structureId = chosen ?? places[0]?.structureId ?? null;
  return (
    <>
      <Button size="md" renderIcon={SendAlt} onClick={() => setAsking(true)}>
        {t('pay.send')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('pay.sendTitle', { month: monthName(month, language) })}
          confirm={t('pay.sendConfirm')}
          ready={structureId !== null}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (structureId === null) return;
            const batch = await call('POST /api/pay/batches', { body: { month, structureId } });
            setAsking(false);
            setChosen(null);
            onNotice(t('pay.sentNow', { number: batch.number, count: batch.count }));
            await refresh('/api/pay');
          }}
        >
          <p>{t('pay.sendText')}</p>
          <Loaded query={query} skeleton={<SkeletonText />}>
            {() =>
              places.length === 0 ? (
                <p role="status">{t('pay.sendNone')}</p>
              ) : (
                <Select
                  id="send-structure"
                  labelText={t('pay.sendStructure')}
                  value={structureId ?? ''}
                  onChange={(event) => setChosen(event.target.value)}
                >
                  {places.map((place) => (
                    <SelectItem
                      key={place.structureId}
                      value={place.structureId}
                      text={t('pay.sendChoice', { name: place.structureName, count: place.count })}
                    />
                  ))}
                </Select>
              )
            }
          </Loaded>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
