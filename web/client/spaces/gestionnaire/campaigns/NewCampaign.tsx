import { Select, SelectItem } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { CampaignForm } from './CampaignForm.tsx';

/** What begins a campaign: a kind, a structure, a title and its days. */
export function NewCampaign() {
  const { t, read, language } = useLanguage();
  const navigate = useNavigate();
  const query = useApi('GET /api/campaigns/choices');
  const [kind, setKind] = useState('');
  const [structureId, setStructure] = useState('');
  return (
    <Loaded query={query}>
      {({ kinds, structures }) => {
        if (kinds.length === 0) return <p className="h-muted">{t('campaigns.noKind')}</p>;
        return (
          <CampaignForm
            id="new-campaign"
            submit={t('campaigns.begin')}
            ready={kind !== '' && structureId !== ''}
            onSubmit={async (said) => {
              const { id } = await call('POST /api/campaigns', { body: { ...said, kind, structureId } });
              void refresh('/api/campaigns');
              await navigate(`/campaigns/${id}`);
            }}
          >
            <Select
              key={`kind-${language}`}
              id="campaign-kind"
              labelText={t('campaigns.kind')}
              value={kind}
              onChange={(event) => setKind(event.target.value)}
            >
              <SelectItem value="" text={t('campaigns.choose')} />
              {kinds.map((one) => (
                <SelectItem key={one.kind} value={one.kind} text={read(one.title)} />
              ))}
            </Select>
            <Select
              key={`structure-${language}`}
              id="campaign-structure"
              labelText={t('campaigns.structure')}
              value={structureId}
              onChange={(event) => setStructure(event.target.value)}
            >
              <SelectItem value="" text={t('campaigns.choose')} />
              {structures.map((one) => (
                <SelectItem key={one.id} value={one.id} text={one.name} />
              ))}
            </Select>
          </CampaignForm>
        );
      }}
    </Loaded>
  );
}
