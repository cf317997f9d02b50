import { RadioButton, RadioButtonGroup, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { z } from 'zod';
import type { MigrationAsked } from '#web/contract/circuits/migrations.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { MappingFields, proposedMapping } from './MappingFields.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

/** Asks which requests of a version are to go on by the one in force, or to be tried, by which mapping, and why. */
export function MigrateDialog({
  versionId,
  onClose,
  onDone,
}: {
  versionId: string;
  onClose: () => void;
  onDone: (answer: z.infer<typeof MigrationAsked>, dry: boolean) => void;
}) {
  const { t } = useLanguage();
  const [which, setWhich] = useState<'all' | 'one'>('all');
  const [number, setNumber] = useState('');
  const [dry, setDry] = useState(true);
  const [chosen, setChosen] = useState<Record<string, string> | null>(null);
  const plan = useApi('GET /api/operations/circuits/:versionId/migration-plan', { params: { versionId } });
  const mapping = chosen ?? (plan.data ? proposedMapping(plan.data) : {});
  const isNumber = /^\d{4}-\d{6,}$/.test(number.trim());
  const isWrong = number.trim() !== '' && !isNumber;
  return (
    <ReasonDialog
      title={t('operations.migrations.askTitle')}
      confirm={t(dry ? 'operations.migrations.try' : 'operations.migrations.ask')}
      ready={plan.data !== undefined && (which === 'all' || isNumber)}
      stays
      onClose={onClose}
      onConfirm={async (reason) => {
        const answer = await call('POST /api/operations/circuits/:versionId/migrations', {
          params: { versionId },
          body: { number: which === 'all' ? null : number.trim(), mapping, dry, reason },
        });
        await refresh(`/api/operations/circuits/${versionId}`);
        onDone(answer, dry);
      }}
    >
      <p>{t('operations.migrations.askText')}</p>
      <RadioButtonGroup
        name="try-or-move"
        orientation="vertical"
        legendText={t('operations.migrations.what')}
        valueSelected={dry ? 'try' : 'move'}
        onChange={(value) => setDry(value === 'try')}
      >
        <RadioButton id="what-try" value="try" labelText={t('operations.migrations.tryOnly')} />
        <RadioButton id="what-move" value="move" labelText={t('operations.migrations.moveThem')} />
      </RadioButtonGroup>
      <Loaded query={plan}>{(read) => <MappingFields plan={read} mapping={mapping} onChange={setChosen} />}</Loaded>
      <RadioButtonGroup
        name="which-requests"
        orientation="vertical"
        legendText={t('operations.migrations.which')}
        valueSelected={which}
        onChange={(value) => setWhich(value === 'one' ? 'one' : 'all')}
      >
        <RadioButton id="which-all" value="all" labelText={t('operations.migrations.all')} />
        <RadioButton id="which-one" value="one" labelText={t('operations.migrations.one')} />
      </RadioButtonGroup>
      {which === 'one' ? (
        <TextInput
          id="migrated-number"
          labelText={t('operations.migrations.number')}
          helperText={t('operations.migrations.numberHelp')}
          value={number}
          invalid={isWrong}
          invalidText={t('operations.migrations.numberWrong')}
          {...(isWrong ? { 'aria-describedby': 'migrated-number-error-msg' } : {})}
          onChange={(event) => setNumber(event.target.value)}
        />
      ) : null}
    </ReasonDialog>
  );
}
