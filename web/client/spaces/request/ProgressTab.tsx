import { CheckmarkFilled, CircleDash, CircleFilled, MisuseOutline, Subtract } from '@carbon/icons-react';
import { InlineNotification } from '@carbon/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { callAt, callsAround, idAt, pathOf } from '#domain/circuit/blocks/block.ts';
import { AGAINST } from '#domain/decision/decision.ts';
import { CLOSING_OUTCOMES } from '#domain/request/request.ts';
import type { ProgressView } from '#web/contract/requests/requests.ts';
import { addressOf } from '../../api/address.ts';
import { useApi } from '../../api/query.ts';
import { CircuitDiagram } from '../../diagram/CircuitDiagram.tsx';
import { civilDay, day, fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateTag } from './StateTag.tsx';

/** Where a request stands: who holds it, the circuit drawn and listed, the dated steps. Moves by itself. */
export function ProgressTab({ requestId }: { requestId: string }) {
  const query = useApi('GET /api/requests/:id/progress', { params: { id: requestId } });
  return <Loaded query={query}>{(progress) => <Progress requestId={requestId} progress={progress} />}</Loaded>;
}

function Progress({ requestId, progress }: { requestId: string; progress: ProgressView }) {
  const { t, language } = useLanguage();
  const said = useSpokenChange(progress);
  const lastActed = progress.steps
    .filter(({ type, at }) => type === 'user' && at !== null)
    .sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
    .at(-1);
  return (
    <>
      <p className="h-hidden" aria-live="polite">
        {said}
      </p>
      {progress.waitingForEngine ? (
        <InlineNotification
          className="h-notice"
          kind="info"
          lowContrast
          hideCloseButton
          title={t('request.waiting')}
          subtitle={t('request.waitingText')}
          statusIconDescription={t('common.info')}
        />
      ) : null}
      <HolderPanel progress={progress} />
      <div className="h-progress">
        <Panel title={t('request.steps')} className="h-progress__steps">
          <StepList steps={progress.steps} over={OVER.has(progress.state)} />
        </Panel>
        <Panel title={t('request.circuit')} className="h-progress__diagram">
          <CircuitDiagram
            src={addressOf('GET /api/requests/:id/diagram', { params: { id: requestId }, query: { lang: language } })}
            active={progress.activeElements}
            done={progress.doneElements}
            over={OVER.has(progress.state)}
            {...(lastActed && { at: callAt(lastActed.elementId) })}
          />
          <p className="h-help">{t('request.circuitHelp')}</p>
          {progress.steps
            .filter(({ type }) => type === 'block')
            .map((block) => (
              <BlockDiagram key={block.elementId} requestId={requestId} progress={progress} block={block} />
            ))}
        </Panel>
        <Panel title={t('request.history')} className="h-progress__history">
          <Timeline entries={progress.entries} />
        </Panel>
      </div>
    </>
  );
}

/** The diagram of a block, drawn once it is opened. */
function BlockDiagram({
  requestId,
  progress,
  block: { elementId: path, name },
}: {
  requestId: string;
  progress: ProgressView;
  block: Steps[number];
}) {
  const { language, read } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [active, done] = useMemo(
    () =>
      [progress.activeElements, progress.doneElements].map((places) =>
        places.filter((place) => pathOf(place) === path).map(idAt),
      ),
    [progress, path],
  );
  const address = { params: { id: requestId }, query: { lang: language, block: path } };
  return (
    <details className="h-progress__block" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{read(name)}</summary>
      {isOpen ? (
        <CircuitDiagram
          src={addressOf('GET /api/requests/:id/diagram', address)}
          {...(active && { active })}
          {...(done && { done })}
          over={OVER.has(progress.state)}
        />
      ) : null}
    </details>
  );
}

/** What a screen reader hears when the state moves by itself; nothing when the page opens. */
function useSpokenChange(progress: ProgressView): string {
  const { t, read } = useLanguage();
  const [said, setSaid] = useState('');
  const now = `${t(`request.states.${progress.state}`)}. ${progress.hands.map((hand) => read(hand.step)).join(', ')}`;
  const before = useRef(now);
  useEffect(() => {
    if (before.current === now) return;
    before.current = now;
    setSaid(t('request.moved', { state: now }));
  }, [now, t]);
  return said;
}

function HolderPanel({ progress }: { progress: ProgressView }) {
  const { t, language, read, known } = useLanguage();
  return (
    <div className="h-holders">
      <div>
        <span className="h-label">{t('request.state')}</span>
        <StateTag state={progress.state} />
      </div>
      {progress.hands.map((hand) => (
        <div key={hand.elementId}>
          <span className="h-label">{t('request.hand')}</span>
          <strong>
            {hand.people.length > 0 ? hand.people.map(fullName).join(', ') : known(`roles.${hand.role}`, {}, hand.role)}
          </strong>
          <span className="h-muted">
            {read(hand.step)} · {t('request.since', { date: day(hand.since, language) })}
          </span>
        </div>
      ))}
      {progress.dueOn ? (
        <div>
          <span className="h-label">{t('request.dueOn')}</span>
          <strong>{civilDay(progress.dueOn, language)}</strong>
        </div>
      ) : null}
    </div>
  );
}

const STEP_ICON = {
  done: CheckmarkFilled,
  current: CircleFilled,
  ahead: CircleDash,
  depends: CircleDash,
  otherwise: Subtract,
  skipped: Subtract,
} as const;

type Steps = ProgressView['steps'];
/** A step, with those that stand in it when it is a block. */
type Tree = Steps[number] & { readonly steps: readonly Tree[] };

/** States in which nothing more will happen. */
const OVER = new Set<ProgressView['state']>(CLOSING_OUTCOMES);

/**
 * The circuit as a list: the equal of the diagram for whoever does not see it: what was done, who has it, the normal way
 * ahead. What follows only if people decide otherwise is folded, so that nobody reads « signature du refus » as something
 * that awaits them.
 */
export function StepList({ steps, over = false }: { steps: Steps; over?: boolean }) {
  return <StepTree steps={treeOf(steps)} over={over} />;
}

/** Those of a block stand in it. */
function treeOf(steps: Steps): Tree[] {
  const isWithin = (step: Steps[number], block: Steps[number]) => callsAround(step.elementId).includes(block.elementId);
  const blocks = steps.filter(({ type }) => type === 'block');
  const outermost = steps.filter((step) => !blocks.some((block) => isWithin(step, block)));
  return outermost.map((step) => ({ ...step, steps: treeOf(steps.filter((other) => isWithin(other, step))) }));
}

function StepTree({ steps, over }: { steps: readonly Tree[]; over: boolean }) {
  const { t } = useLanguage();
  const folded = steps.filter(({ state }) => state === 'otherwise' || state === 'skipped');
  return (
    <>
      <StepItems steps={steps.filter((step) => !folded.includes(step))} over={over} />
      {folded.length > 0 ? (
        <details className="h-steps__otherwise">
          <summary>{t(over ? 'request.stepsNotTaken' : 'request.stepsOtherwise', { count: folded.length })}</summary>
          <StepItems steps={folded} over={over} />
        </details>
      ) : null}
    </>
  );
}

function StepItems({ steps, over }: { steps: readonly Tree[]; over: boolean }) {
  const { t, language, read, known } = useLanguage();
  return (
    <ol className="h-steps">
      {steps.map((step) => {
        // No mark of success beside what was decided against the person.
        const Icon = AGAINST.some((one) => one === step.outcome) ? MisuseOutline : STEP_ICON[step.state];
        return (
          <li
            key={step.elementId}
            className={`h-steps__${step.state}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            <Icon aria-hidden="true" />
            <span>
              {read(step.name)}
              {step.role ? <span className="h-muted"> {known(`roles.${step.role}`, {}, step.role)}</span> : null}
              {step.outcome ? (
                <span>
                  {t('form.colon')}
                  {known(`outcomes.${step.outcome}`, {}, step.outcome)}
                </span>
              ) : null}
              {/* An icon says the other states; what may or may not come is said in words to everyone. */}
              <span className={step.state === 'depends' ? 'h-muted' : 'h-hidden'}>
                {' '}
                ({t(`request.stepStates.${step.state}`)})
              </span>
              {step.at ? (
                <span className="h-steps__when">
                  {step.state === 'current'
                    ? t('request.since', { date: day(step.at, language) })
                    : moment(step.at, language)}
                  {step.by ? ` ${t('request.by', { name: fullName(step.by) })}` : ''}
                </span>
              ) : null}
              {step.steps.length > 0 ? (
                <details className="h-steps__block" open={step.state === 'current'}>
                  <summary>{t('request.blockSteps')}</summary>
                  <StepTree steps={step.steps} over={over} />
                </details>
              ) : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

export function Timeline({ entries }: { entries: ProgressView['entries'] }) {
  const { t, language, read, known } = useLanguage();
  const words = ({ kind, params }: ProgressView['entries'][number], step: string): string => {
    const unread = params === null ? known(`eventsUnread.${kind}`, {}, '') : '';
    return unread || known(`events.${kind}`, { ...params, step }, step || t('events.other'));
  };
  return (
    <ol className="h-timeline">
      {entries.map((entry) => {
        const step = entry.step ? read(entry.step) : '';
        return (
          <li key={entry.id}>
            <time dateTime={entry.at}>{moment(entry.at, language)}</time>
            <strong>{words(entry, step)}</strong>
            {step && entry.kind === 'decision' ? <span className="h-muted">{step}</span> : null}
            {entry.actor ? <span className="h-muted">{t('request.by', { name: fullName(entry.actor) })}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
