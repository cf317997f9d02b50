import { WarningFilled } from '@carbon/icons-react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Step } from '../bpmn/steps.ts';
import type { SaidWay } from '../conditions/use-say-way.ts';

interface Props {
  steps: readonly Step[];
  selected: string | null;
  /** Ids of the elements with a fault. */
  faulty: ReadonlySet<string>;
  /** What the modeler calls a kind of element, in the language on screen. */
  typeName: (type: string) => string;
  /** When a way is taken. */
  sayWay: (flowId: string) => SaidWay | null;
  onChoose: (id: string) => void;
}

/** The drawing in words: its steps in the order one meets them. Choosing one opens its properties. */
export function StepList({ steps, selected, faulty, typeName, sayWay, onChoose }: Props) {
  const { t } = useLanguage();
  return (
    <ol className="h-modeler__steps">
      {steps.map((step) => (
        <li key={step.id} style={{ paddingInlineStart: `${step.depth * 1.25}rem` }}>
          <button type="button" aria-current={step.id === selected} onClick={() => onChoose(step.id)} lang="fr">
            {step.name}
          </button>
          <span className="h-muted">
            {' '}
            {typeName(step.type)}
            {step.on ? (
              <>
                {' · '}
                {t('atelier.diagram.onBorder')} <span lang="fr">{step.on}</span>
              </>
            ) : null}
          </span>
          {faulty.has(step.id) ? (
            <span className="h-modeler__fault-mark">
              <WarningFilled /> {t('atelier.diagram.hasFault')}
            </span>
          ) : null}
          {step.next.length > 1 || step.next.some(({ condition }) => condition) ? (
            <ul>
              {step.next.map(({ flowId, name, to }) => (
                <li key={flowId}>
                  <button type="button" aria-current={flowId === selected} onClick={() => onChoose(flowId)}>
                    {name ? <span lang="fr">{name}</span> : t('atelier.diagram.flow')}
                  </button>{' '}
                  → <span lang="fr">{to}</span> <Way said={sayWay(flowId)} />
                </li>
              ))}
            </ul>
          ) : step.next[0] ? (
            <span className="h-muted">
              {' → '}
              <span lang="fr">{step.next[0].to}</span>
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Way({ said }: { said: SaidWay | null }) {
  if (said === null) return null;
  return 'words' in said ? <span className="h-muted">{said.words}</span> : <code>{said.feel}</code>;
}
