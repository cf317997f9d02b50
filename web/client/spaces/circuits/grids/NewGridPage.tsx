import './grids.scss';
import { Add, TrashCan } from '@carbon/icons-react';
import { Button, Checkbox, Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { GRID_NAME, GRID_TYPES, type Grid, type GridType } from '#domain/situation/grids/grid.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Forbidden } from '#web/client/ui/NotFound.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { ProposeGridDialog } from './ProposeGridDialog.tsx';

interface TypedColumn {
  readonly id: number;
  readonly key: string;
  readonly type: GridType;
  readonly fr: string;
  readonly en: string;
  readonly by: boolean;
  readonly optional: boolean;
}

const KEY = /^[a-zA-Z][a-zA-Z0-9]{0,49}$/;
const MAX_COLUMNS = 20;
const aColumn = (id: number, by: boolean): TypedColumn => ({
  ...{ id, key: '', type: 'text', fr: '', en: '' },
  ...{ by, optional: false },
});

/** Proposes a grid that is not there yet: its title, its columns. Its rows are proposed once it is. */
export function NewGridPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  useInSpace('circuits');
  const mayPropose = useMe().habilitations.some(({ role }) => role === 'analyste');
  const [name, setName] = useState('');
  const [title, setTitle] = useState({ fr: '', en: '' });
  const [columns, setColumns] = useState([aColumn(0, true), aColumn(1, false)]);
  const [asking, setAsking] = useState(false);
  if (!mayPropose) return <Forbidden />;

  const keys = columns.map(({ key }) => key);
  const isNamed = GRID_NAME.test(name);
  const isWhole = ({ key, fr, en }: TypedColumn): boolean =>
    KEY.test(key) && keys.filter((one) => one === key).length === 1 && fr.trim() !== '' && en.trim() !== '';
  const ready = isNamed && title.fr.trim() !== '' && title.en.trim() !== '' && columns.every(isWhole);
  const grid: Grid = {
    name,
    title: { fr: title.fr.trim(), en: title.en.trim() },
    columns: columns.map(({ key, type, fr, en, by, optional }) => ({
      ...{ key, type, label: { fr: fr.trim(), en: en.trim() } },
      ...(by && { by: true as const }),
      ...(optional && !by && { optional: true as const }),
    })),
    rows: [],
  };
  const change = (column: TypedColumn) => setColumns((all) => all.map((one) => (one.id === column.id ? column : one)));
  return (
    <Page
      title={t('grids.newTitle')}
      lead={t('grids.newLead')}
      crumbs={[{ to: '/circuits/grids', text: t('grids.title') }]}
    >
      <div className="h-grid">
        <Panel title={t('grids.grid')}>
          <div className="h-grid__pair">
            {(['fr', 'en'] as const).map((language) => (
              <TextInput
                key={language}
                id={`grid-title-${language}`}
                labelText={t(language === 'fr' ? 'grids.titleFr' : 'grids.titleEn')}
                maxLength={200}
                value={title[language]}
                onChange={(event) => setTitle({ ...title, [language]: event.target.value })}
              />
            ))}
            <TextInput
              id="grid-name"
              labelText={t('grids.name')}
              helperText={t('grids.nameHelp')}
              maxLength={60}
              spellCheck={false}
              value={name}
              invalid={name !== '' && !isNamed}
              invalidText={t('grids.nameHelp')}
              aria-describedby={name !== '' && !isNamed ? 'grid-name-error-msg' : 'grid-name-helper-text'}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        </Panel>
        <Panel title={t('grids.columns')}>
          {columns.map((column, index) => (
            <ColumnFields
              key={column.id}
              number={index + 1}
              column={column}
              isTwice={keys.filter((one) => one === column.key).length > 1}
              onChange={change}
              {...(columns.length > 1 && {
                onRemove: () => setColumns(columns.filter(({ id }) => id !== column.id)),
              })}
            />
          ))}
          <Button
            size="sm"
            kind="tertiary"
            renderIcon={Add}
            disabled={columns.length >= MAX_COLUMNS}
            onClick={() => setColumns([...columns, aColumn(Math.max(...columns.map(({ id }) => id)) + 1, false)])}
          >
            {t('grids.addColumn')}
          </Button>
        </Panel>
        <div className="h-grid__actions">
          <Button size="md" disabled={!ready} onClick={() => setAsking(true)}>
            {t('grids.propose')}
          </Button>
        </div>
      </div>
      {asking ? (
        <ProposeGridDialog
          grid={grid}
          base={null}
          onClose={() => setAsking(false)}
          onProposed={async () => {
            const notice = { kind: 'success', title: t('grids.proposeDone', { title: title.fr }) };
            await navigate(`/circuits/grids/${name}`, { state: { notice } });
          }}
        />
      ) : null}
    </Page>
  );
}

function ColumnFields(props: {
  number: number;
  column: TypedColumn;
  isTwice: boolean;
  onChange: (column: TypedColumn) => void;
  onRemove?: () => void;
}) {
  const { t } = useLanguage();
  const { number, column, isTwice, onChange, onRemove } = props;
  const id = `grid-column-${column.id}`;
  const isWrong = column.key !== '' && (!KEY.test(column.key) || isTwice);
  return (
    <fieldset className="h-grid__column">
      <legend>{t('grids.column', { number })}</legend>
      <div className="h-grid__pair">
        <TextInput
          id={`${id}-key`}
          size="sm"
          labelText={t('grids.key')}
          helperText={t('grids.keyHelp')}
          maxLength={50}
          spellCheck={false}
          value={column.key}
          invalid={isWrong}
          invalidText={t('grids.keyHelp')}
          aria-describedby={isWrong ? `${id}-key-error-msg` : `${id}-key-helper-text`}
          onChange={(event) => onChange({ ...column, key: event.target.value })}
        />
        <Select
          id={`${id}-type`}
          size="sm"
          labelText={t('grids.type')}
          value={column.type}
          onChange={(event) => onChange({ ...column, type: event.target.value as GridType })}
        >
          {GRID_TYPES.map((type) => (
            <SelectItem key={type} value={type} text={t(`grids.types.${type}`)} />
          ))}
        </Select>
        {(['fr', 'en'] as const).map((language) => (
          <TextInput
            key={language}
            id={`${id}-${language}`}
            size="sm"
            labelText={t(language === 'fr' ? 'grids.labelFr' : 'grids.labelEn')}
            maxLength={200}
            value={column[language]}
            onChange={(event) => onChange({ ...column, [language]: event.target.value })}
          />
        ))}
      </div>
      <div className="h-grid__actions">
        <Checkbox
          id={`${id}-by`}
          labelText={t('grids.by')}
          checked={column.by}
          onChange={(_event, { checked }) => onChange({ ...column, by: checked })}
        />
        <Checkbox
          id={`${id}-optional`}
          labelText={t('grids.optional')}
          checked={column.optional && !column.by}
          disabled={column.by}
          onChange={(_event, { checked }) => onChange({ ...column, optional: checked })}
        />
        {onRemove ? (
          <Button
            kind="ghost"
            size="sm"
            hasIconOnly
            renderIcon={TrashCan}
            iconDescription={t('grids.removeColumn', { number })}
            onClick={onRemove}
          />
        ) : null}
      </div>
    </fieldset>
  );
}
