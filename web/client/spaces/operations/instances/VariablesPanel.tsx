import { Button } from '@carbon/react';
import { useState } from 'react';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Failure } from '#web/client/ui/Failure.tsx';
import { ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';

/** What of a value is shown before the whole is asked for. */
const MAX_SHOWN = 300;

/** What the engine knows: names and values, long ones cut. */
export function VariablesPanel({
  title,
  instance: { key: instanceKey, variables, moreVariables },
}: {
  title: string;
  instance: Pick<InstanceView, 'key' | 'variables' | 'moreVariables'>;
}) {
  const { t, read } = useLanguage();
  return (
    <Panel title={title}>
      <p className="h-help">{t('instances.variablesLead')}</p>
      {variables.length === 0 ? (
        <p>{t('instances.variablesNone')}</p>
      ) : (
        <ListTable
          label={title}
          columns={[
            { key: 'name', header: t('instances.name'), cell: ({ name }) => <code className="h-break">{name}</code> },
            {
              key: 'scope',
              header: t('instances.scope'),
              cell: ({ scope }) => (scope ? read(scope) : t('instances.wholeScope')),
            },
            {
              key: 'value',
              header: t('instances.value'),
              cell: (variable) => <Value instanceKey={instanceKey} variable={variable} />,
            },
          ]}
          rows={variables}
          rowKey={({ key }) => key}
        />
      )}
      {moreVariables ? <p className="h-muted">{t('instances.more')}</p> : null}
    </Panel>
  );
}

function Value({
  instanceKey,
  variable: { key: variableKey, name, value, isCut },
}: {
  instanceKey: string;
  variable: InstanceView['variables'][number];
}) {
  const { t } = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const params = { key: instanceKey, variableKey };
  const query = useApi('GET /api/operations/instances/:key/variables/:variableKey', {
    params,
    enabled: isWhole && isCut,
  });
  const whole = isCut ? query.data?.value : value;
  if (isWhole && query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (isWhole && whole !== undefined) return <pre className="h-json">{formatted(whole)}</pre>;
  const shown = isCut ? value : formatted(value);
  const isLong = isCut || shown.length > MAX_SHOWN;
  return (
    <>
      <pre className="h-json">{isLong ? `${shown.slice(0, MAX_SHOWN)}…` : shown}</pre>
      {isLong ? (
        <Button kind="ghost" size="sm" aria-label={t('instances.seeWholeOf', { name })} onClick={() => setWhole(true)}>
          {t('instances.seeWhole')}
        </Button>
      ) : null}
    </>
  );
}

/** JSON on several lines; a number as it was written, and what is no JSON. */
function formatted(value: string): string {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'object' ? JSON.stringify(read, null, 2) : value;
  } catch {
    return value;
  }
}
