import { Button, ButtonSet, Select, SelectItem, TextInput } from '@carbon/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Step } from '../../bpmn/steps.ts';
import { NEW_END, type Ways } from './insert-step.ts';

/** None yet: it is drawn later. */
const LATER = '';

/** The two ways of a gateway that is being inserted. The diagram is drawn in French: so are their names. */
export function WaysForm(props: {
  /** One way or the other, rather than both. */
  isExclusive: boolean;
  targets: readonly Step[];
  next: string;
  onBack: () => void;
  onInsert: (ways: Ways) => void;
}) {
  const { t } = useLanguage();
  const { isExclusive, targets } = props;
  const [name, setName] = useState('');
  const [way, setWay] = useState(isExclusive ? 'oui' : '');
  const [otherWay, setOtherWay] = useState(isExclusive ? 'non' : '');
  const [to, setTo] = useState<string>(NEW_END);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const insert = (event: FormEvent) => {
    event.preventDefault();
    props.onInsert({ name, way, other: to === LATER ? null : { to, name: otherWay } });
  };
  return (
    <form className="h-stack" onSubmit={insert}>
      <TextInput
        ref={first}
        id="gateway-name"
        lang="fr"
        labelText={t(isExclusive ? 'atelier.diagram.ways.question' : 'atelier.diagram.ways.name')}
        helperText={isExclusive ? t('atelier.diagram.ways.questionHelp') : null}
        value={name}
        maxLength={300}
        onChange={(event) => setName(event.target.value)}
      />
      <TextInput
        id="gateway-way"
        lang="fr"
        labelText={t('atelier.diagram.ways.first', { next: props.next })}
        value={way}
        maxLength={300}
        onChange={(event) => setWay(event.target.value)}
      />
      <Select
        id="gateway-to"
        labelText={t(isExclusive ? 'atelier.diagram.ways.otherwise' : 'atelier.diagram.ways.also')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      >
        <SelectItem value={NEW_END} text={t('atelier.diagram.ways.newEnd')} />
        {targets.map((step) => (
          <SelectItem key={step.id} value={step.id} text={step.name} />
        ))}
        <SelectItem value={LATER} text={t('atelier.diagram.ways.later')} />
      </Select>
      {to === LATER ? null : (
        <TextInput
          id="gateway-other-way"
          lang="fr"
          labelText={t('atelier.diagram.ways.second')}
          value={otherWay}
          maxLength={300}
          onChange={(event) => setOtherWay(event.target.value)}
        />
      )}
      <ButtonSet>
        <Button kind="secondary" onClick={props.onBack}>
          {t('atelier.diagram.ways.back')}
        </Button>
        <Button type="submit">{t('atelier.diagram.ways.insert')}</Button>
      </ButtonSet>
    </form>
  );
}
