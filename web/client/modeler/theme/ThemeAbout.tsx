import { Checkbox, Select, SelectItem, TextArea, TextInput } from '@carbon/react';
import { GUARANTEES } from '#domain/situation/guarantee.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { Panel } from '../../ui/Panel.tsx';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { FaultNotes } from '../controls/FaultNotes.tsx';
import { withProperty } from '../controls/rows.ts';
import { readValue, type ThemeFile } from '../formats/theme-file.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** The keys that each way to live in time asks for; those that may be left empty end with « ? ». */
const IN_TIME = {
  current: ['from?'],
  dated: ['from', 'until', 'min?', 'max?', 'returns?'],
  list: ['item', 'from?', 'until?'],
  balance: ['amount', 'by', 'out', 'from?'],
} as const;
type InTimeKey = 'from' | 'until' | 'min' | 'max' | 'returns' | 'item' | 'amount' | 'by' | 'out';

/** What a theme is called, how it lives in time, what stands behind a change of it. */
export function ThemeAbout({
  theme,
  faults,
  onChange,
}: {
  theme: ThemeFile;
  faults: (place: string) => CircuitFault[];
  onChange: (theme: ThemeFile) => void;
}) {
  const words = useEditorWords();
  const { title, none, inTime, guarantee, sentence = '', pay, atEnd } = theme;
  const is = String(inTime.is) as keyof typeof IN_TIME;
  const keys = (IN_TIME[is] ?? IN_TIME.current).map((key) => key.replace('?', '') as InTimeKey);
  const putTime = (key: InTimeKey, text: string) => {
    const listed = key === 'out' ? text.split(';').flatMap((one) => (one.trim() ? [readValue(one.trim())] : [])) : [];
    const value = key === 'out' ? listed : text;
    const { [key]: _former, ...others } = inTime;
    onChange({ ...theme, inTime: value.length === 0 ? others : { ...inTime, [key]: value } });
  };
  const timeOf = (key: InTimeKey): string => {
    const held = inTime[key];
    return Array.isArray(held) ? held.join('; ') : String(held ?? '');
  };
  return (
    <>
      <Panel title={words('theme.about')}>
        <div className="h-sheet">
          <BilingualInput
            id="theme-title"
            label={words('theme.title')}
            value={title}
            onChange={(next) => onChange({ ...theme, title: next })}
          />
          {(['fr', 'en'] as const).map((language) => (
            <TextInput
              key={language}
              id={`theme-none-${language}`}
              lang={language}
              labelText={words(language === 'fr' ? 'texts.frenchOf' : 'texts.englishOf', { name: words('theme.none') })}
              helperText={words('theme.noneHelp')}
              value={none?.[language] ?? ''}
              maxLength={500}
              onChange={(event) => {
                const next = { fr: '', en: '', ...none, [language]: event.target.value };
                onChange(withProperty(theme, 'none', next.fr === '' && next.en === '' ? undefined : next));
              }}
            />
          ))}
        </div>
      </Panel>
      <Panel title={words('theme.inTime')}>
        <div className="h-sheet">
          <Select
            id="theme-in-time"
            labelText={words('theme.is')}
            value={is}
            // Only a period ends.
            onChange={({ target: { value } }) =>
              onChange({
                ...(value === 'dated' ? theme : withProperty(theme, 'atEnd', undefined)),
                inTime: { is: value },
              })
            }
          >
            {(Object.keys(IN_TIME) as (keyof typeof IN_TIME)[]).map((one) => (
              <SelectItem key={one} value={one} text={words(`theme.time.${one}`)} />
            ))}
          </Select>
          {keys.map((key) => (
            <TextInput
              // A list is read when one leaves it: a separator that has just been typed says nothing yet.
              key={key === 'out' ? `${key} ${timeOf(key)}` : key}
              id={`theme-${key}`}
              labelText={words(`theme.timeKey.${key}`)}
              maxLength={200}
              spellCheck={false}
              {...(key === 'out' ? { defaultValue: timeOf(key) } : { value: timeOf(key) })}
              onChange={({ target: { value } }) => {
                if (key !== 'out') putTime(key, value);
              }}
              onBlur={({ target: { value } }) => {
                if (key === 'out' && value !== timeOf(key)) putTime(key, value);
              }}
            />
          ))}
          {is === 'dated' || atEnd ? (
            <TextInput
              id="theme-reminder"
              labelText={words('theme.reminder')}
              helperText={words('theme.reminderHelp')}
              maxLength={20}
              spellCheck={false}
              value={atEnd?.reminder ?? ''}
              onChange={({ target: { value: reminder } }) =>
                onChange(
                  withProperty(theme, 'atEnd', reminder ? { renewal: atEnd?.renewal ?? false, reminder } : undefined),
                )
              }
            />
          ) : null}
          {atEnd ? (
            <Checkbox
              id="theme-renewal"
              labelText={words('theme.renewal')}
              checked={atEnd.renewal}
              onChange={(_event, { checked }) => onChange({ ...theme, atEnd: { ...atEnd, renewal: checked } })}
            />
          ) : null}
          {is === 'dated' || theme.away ? (
            <Checkbox
              id="theme-away"
              labelText={words('theme.away')}
              checked={theme.away ?? false}
              onChange={(_event, { checked }) => onChange(withProperty(theme, 'away', checked || undefined))}
            />
          ) : null}
        </div>
        <FaultNotes faults={[...faults('inTime'), ...faults('atEnd'), ...faults('away')]} />
      </Panel>
      <Panel title={words('theme.guarantee')}>
        <div className="h-sheet">
          <Select
            id="theme-guarantee"
            labelText={words('theme.guaranteeOf')}
            helperText={words('theme.guaranteeHelp')}
            value={guarantee}
            onChange={(event) => onChange({ ...theme, guarantee: event.target.value })}
          >
            {GUARANTEES.map((one) => (
              <SelectItem key={one} value={one} text={words(`theme.guarantees.${one}`)} />
            ))}
          </Select>
          <Select
            id="theme-pay"
            labelText={words('theme.pay')}
            value={pay?.movement ?? ''}
            onChange={(event) =>
              onChange(withProperty(theme, 'pay', event.target.value ? { movement: event.target.value } : undefined))
            }
          >
            <SelectItem value="" text={words('theme.noPay')} />
            {PAY_MOVEMENTS.map((one) => (
              <SelectItem key={one} value={one} text={one} />
            ))}
          </Select>
          <TextArea
            id="theme-sentence"
            className="h-row-frame__whole"
            labelText={words('theme.sentence')}
            helperText={words('theme.sentenceHelp')}
            rows={2}
            maxLength={500}
            value={sentence}
            onChange={(event) => onChange(withProperty(theme, 'sentence', event.target.value || undefined))}
          />
        </div>
        <FaultNotes faults={[...faults('guarantee'), ...faults('sentence'), ...faults('pay'), ...faults('use')]} />
      </Panel>
    </>
  );
}
