import { InlineNotification, Select, SelectItem, Stack } from '@carbon/react';
import type { MigrationPlan } from '#web/contract/circuits/migrations.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Which element of the version in force each of the former one is, where it bears another id there: proposed, chosen, or none. */
export function MappingFields({
  plan,
  mapping,
  onChange,
}: {
  plan: MigrationPlan;
  mapping: Readonly<Record<string, string>>;
  onChange: (mapping: Record<string, string>) => void;
}) {
  const { t, read } = useLanguage();
  const lost = plan.calls.map(({ name }) => read(name));
  const gone =
    lost.length > 0 ? (
      <InlineNotification
        kind="warning"
        lowContrast
        hideCloseButton
        title={t('operations.migrations.callsGone', { to: plan.to, names: lost.join(', ') })}
        subtitle={t('operations.migrations.callsGoneHelp')}
        statusIconDescription={t('common.warning')}
      />
    ) : null;
  if (plan.elements.length === 0) return gone ?? <p>{t('operations.migrations.sameElements', { to: plan.to })}</p>;
  const choose = (place: string, chosen: string) => {
    const { [place]: _, ...others } = mapping;
    onChange(chosen === '' ? others : { ...others, [place]: chosen });
  };
  return (
    <>
      {gone}
      <fieldset>
        <legend className="cds--label">{t('operations.migrations.mapping', { to: plan.to })}</legend>
        <Stack gap={4}>
          <p className="h-help">{t('operations.migrations.mappingHelp')}</p>
          {plan.elements.map(({ place, name, candidates }) => (
            <Select
              key={place}
              id={`mapped-${place}`}
              labelText={read(name)}
              disabled={candidates.length === 0}
              value={mapping[place] ?? ''}
              onChange={(event) => choose(place, event.target.value)}
            >
              <SelectItem value="" text={t('operations.migrations.unmapped')} />
              {candidates.map((candidate) => (
                <SelectItem
                  key={candidate.place}
                  value={candidate.place}
                  text={read(candidate.name)}
                  disabled={Object.entries(mapping).some(([from, to]) => from !== place && to === candidate.place)}
                />
              ))}
            </Select>
          ))}
        </Stack>
      </fieldset>
    </>
  );
}

/** What is proposed of a plan. */
export const proposedMapping = ({ elements }: MigrationPlan): Record<string, string> =>
  Object.fromEntries(elements.flatMap(({ place, proposal }) => (proposal === null ? [] : [[place, proposal]])));
