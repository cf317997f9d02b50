import { Select, SelectItem } from '@carbon/react';
import { useMemo, useState } from 'react';
import { idAt, placeOf } from '#domain/circuit/blocks/block.ts';
import { addressOf } from '#web/client/api/address.ts';
import { call } from '#web/client/api/api.ts';
import { useApi } from '#web/client/api/query.ts';
import { CircuitDiagram } from '#web/client/diagram/CircuitDiagram.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { StandingView } from '#web/contract/operations/interventions.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import type { ActionDialog } from './InstanceActions.tsx';
import { MoveEffects } from './MoveEffects.tsx';

type Token = StandingView['tokens'][number];

/** Chooses by lists, or on the diagram, which token goes where; shows what it would do, asks why, then does it. */
export const MoveDialog: ActionDialog = ({ requestId, onClose, onDone }) => {
  const { t } = useLanguage();
  const [tokenKey, setTokenKey] = useState('');
  const [to, setTo] = useState('');
  const standing = useApi('GET /api/operations/requests/:id/standing', { params: { id: requestId } });
  const tokens = standing.data?.tokens ?? [];
  const token = tokens.find(({ key }) => key === tokenKey) ?? (tokens.length === 1 ? tokens[0] : undefined);
  const preview = useApi('GET /api/operations/requests/:id/move', {
    params: { id: requestId },
    query: { tokenKey: token?.key ?? '0', to: to || '-' },
    enabled: token !== undefined && to !== '',
  });
  const mayBe = to !== '' && preview.data?.bar === null;
  return (
    <ReasonDialog
      size="lg"
      title={t('interventions.move.title')}
      confirm={t('interventions.move.confirm')}
      asks={mayBe}
      label={t('interventions.reason')}
      help={t('interventions.reasonHelp')}
      verdict={
        token !== undefined && to !== '' ? (
          <Loaded query={preview}>{(found) => <MoveEffects preview={found} />}</Loaded>
        ) : null
      }
      onClose={onClose}
      onConfirm={async (reason) => {
        if (token === undefined) return;
        const { key, instanceKey, place: from } = token;
        await call('POST /api/operations/requests/:id/move', {
          params: { id: requestId },
          body: { tokenKey: key, instanceKey, from, to, reason },
        });
        onDone(t('interventions.move.done'));
      }}
    >
      <p>{t('interventions.move.text')}</p>
      <Loaded query={standing}>
        {(view) =>
          view.tokens.length === 0 ? (
            <p role="status">{t('interventions.gone')}</p>
          ) : (
            <Choices
              view={view}
              token={token}
              to={to}
              onToken={(key) => {
                setTokenKey(key);
                setTo('');
              }}
              onTo={setTo}
            />
          )
        }
      </Loaded>
    </ReasonDialog>
  );
};

function Choices({
  view,
  token,
  to,
  onToken,
  onTo,
}: {
  view: StandingView;
  token: Token | undefined;
  to: string;
  onToken: (key: string) => void;
  onTo: (place: string) => void;
}) {
  const { t, language, read } = useLanguage();
  const path = token?.path ?? '';
  const places = view.targets.find((target) => target.path === path)?.places ?? [];
  const active = useMemo(
    () => view.tokens.filter((one) => one.path === path).map(({ place }) => idAt(place)),
    [view, path],
  );
  const chosen = useMemo(() => (to === '' ? [] : [idAt(to)]), [to]);
  const choose = (elementId: string) => {
    const place = placeOf(path, elementId);
    const standing = view.tokens.find((one) => one.place === place);
    if (standing !== undefined && standing.key !== token?.key) onToken(standing.key);
    else if (places.some((one) => one.place === place)) onTo(place);
  };
  return (
    <>
      <div className="h-dialog__pair">
        <Select
          id="moved-token"
          labelText={t('interventions.move.from')}
          value={token?.key ?? ''}
          onChange={(event) => onToken(event.target.value)}
        >
          <SelectItem value="" text={t('interventions.choose')} />
          {view.tokens.map(({ key, name }) => (
            <SelectItem key={key} value={key} text={read(name)} />
          ))}
        </Select>
        <Select
          id="move-target"
          labelText={t('interventions.move.to')}
          helperText={t('interventions.move.toHelp')}
          disabled={token === undefined}
          value={to}
          onChange={(event) => onTo(event.target.value)}
        >
          <SelectItem value="" text={t('interventions.choose')} />
          {places.map(({ place, name }) => (
            <SelectItem key={place} value={place} text={read(name)} />
          ))}
        </Select>
      </div>
      <p className="h-help">{t('interventions.move.diagramHelp')}</p>
      <CircuitDiagram
        src={addressOf('GET /api/circuits/:versionId/diagram', {
          params: { versionId: view.versionId },
          query: { lang: language, ...(path !== '' && { block: path }) },
        })}
        active={active}
        done={chosen}
        onChoose={choose}
      />
    </>
  );
}
