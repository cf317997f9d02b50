import { Select, SelectItem } from '@carbon/react';
import { type Day, type Shift, type Test, UNITS } from '#domain/circuit/condition.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';
import { NumberBox } from './NumberBox.tsx';
import { labelIn } from './say-condition.ts';

interface DayProps {
  readonly id: string;
  readonly test: Extract<Test, { readonly day: Day }>;
  readonly facts: readonly Fact[];
  readonly onChange: (test: Test) => void;
}

const SIDES = ['after', 'before'] as const;
const MAX_SHIFT = 9_999;
const isCount = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= MAX_SHIFT;

/** The day that another is compared with: today or that of another field, or some time after or before it. */
export function ComparedDay({ id, test, facts, onChange }: DayProps) {
  const words = useEditorWords();
  const { of, shift } = test.day;
  const put = (day: Partial<Day>) => onChange({ ...test, day: { ...test.day, ...day } });
  const days = facts.filter((fact) => fact.is === 'day' && fact.name !== test.name).map(({ name }) => name);
  const offered = of === null || days.includes(of) ? days : [...days, of];
  return (
    <>
      <Select
        id={`${id}-day`}
        size="sm"
        labelText={words('conditions.day')}
        hideLabel
        value={of ?? ''}
        onChange={({ target }) => put({ of: target.value || null })}
      >
        <SelectItem value="" text={words('conditions.today')} />
        {offered.map((name) => (
          <SelectItem key={name} value={name} text={labelIn(facts, name)} />
        ))}
      </Select>
      <Select
        id={`${id}-shift`}
        size="sm"
        labelText={words('conditions.shift')}
        hideLabel
        value={shift?.to ?? ''}
        onChange={({ target }) => {
          const to = SIDES.find((side) => side === target.value);
          put({ shift: to ? { count: 1, unit: 'M', ...shift, to } : null });
        }}
      >
        <SelectItem value="" text={words('conditions.shifts.none')} />
        {SIDES.map((side) => (
          <SelectItem key={side} value={side} text={words(`conditions.shifts.${side}`)} />
        ))}
      </Select>
      {shift ? <ShiftBox id={id} shift={shift} onChange={(next) => put({ shift: next })} /> : null}
    </>
  );
}

/** By how much: « 2 mois ». */
function ShiftBox({ id, shift, onChange }: { id: string; shift: Shift; onChange: (shift: Shift) => void }) {
  const words = useEditorWords();
  return (
    <div className="h-condition__span">
      <NumberBox
        id={`${id}-count`}
        label={words('conditions.count')}
        wrong={words('conditions.notCount')}
        number={shift.count}
        isRight={isCount}
        onChange={(count) => onChange({ ...shift, count })}
      />
      <Select
        id={`${id}-unit`}
        size="sm"
        labelText={words('conditions.unit')}
        hideLabel
        value={shift.unit}
        onChange={({ target }) => onChange({ ...shift, unit: UNITS.find((one) => one === target.value) ?? 'D' })}
      >
        {UNITS.map((unit) => (
          <SelectItem key={unit} value={unit} text={words(`conditions.units.${unit}`)} />
        ))}
      </Select>
    </div>
  );
}
