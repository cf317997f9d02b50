import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';
import { isOver } from './use-instance.ts';

const CLOCKS = ['reminderAt', 'dueAt', 'silenceAt', 'stopUntil'] as const;

/** The messages and dates that an instance waits for. The protocol says no timer: the portal's own dates stand for them. */
export function WaitsPanel({
  title,
  instance: { subscriptions, moreSubscriptions, waits, request, state },
}: {
  title: string;
  instance: Pick<InstanceView, 'subscriptions' | 'moreSubscriptions' | 'waits' | 'request' | 'state'>;
}) {
  const { t, language, read } = useLanguage();
  const clocks = CLOCKS.flatMap((clock) => {
    const at = request?.clocks[clock] ?? null;
    return at === null ? [] : [{ clock, at }];
  });
  if (isOver({ state })) return null;
  return (
    <Panel title={title}>
      {subscriptions.length + waits.length === 0 ? <p>{t('instances.waitsForNothing')}</p> : null}
      <ul className="h-list">
        {subscriptions.map(({ key, message, correlationKey, step }) => (
          <li key={key}>
            {t('instances.message', { message, step: read(step) })}
            {correlationKey ? (
              <span className="h-muted"> {t('instances.messageKey', { key: correlationKey })}</span>
            ) : null}
          </li>
        ))}
        {waits.map(({ elementId, name }) => (
          <li key={elementId}>{t('instances.waitsAt', { step: read(name) })}</li>
        ))}
      </ul>
      {moreSubscriptions ? <p className="h-muted">{t('instances.more')}</p> : null}
      <p className="h-help">{t(clocks.length > 0 ? 'instances.timersUnsaid' : 'instances.timersUnknown')}</p>
      {clocks.length > 0 ? (
        <ul className="h-list">
          {clocks.map(({ clock, at }) => (
            <li key={clock}>
              {t('common.labelled', { label: t(`instances.clocks.${clock}`), value: moment(at, language) })}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
