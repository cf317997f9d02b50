import { Tag } from '@carbon/react';
import { type KeyboardEvent, useContext } from 'react';
import type { FoldAct, FoldView } from '#web/contract/signing/signing.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { fullName, shortCivilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Drawings, useDrawings, useOpenedActs } from './Drawings.tsx';
import { bringPane, DeskKeys, lineOf, pressedOn } from './desk-keys.ts';
import { PreparedOrder } from './PreparedOrder.tsx';
import { Prepared, PreparedSaid } from './preparation.tsx';
import { SignFold } from './SignFold.tsx';
import { DecideFold } from './together/DecideFold.tsx';
import { type Ticks, useTicks } from './together/ticks.ts';
import { useDeskAddress, wordsFor } from './use-desk-address.ts';

/** A fold, whoever reads it. */
type ShownFold = Omit<FoldView, 'sha256' | 'together'>;

/** Acts of one kind: what all say, once; those to be looked at, never folded away; then the others, by what differs. */
export function FoldContent({ fold, onChoose }: { fold: FoldView; onChoose: (taskKey: string) => void }) {
  const inPane = useContext(DeskKeys);
  const ticks = useTicks(fold);
  const { foldQuery } = useDeskAddress();
  const { data: prepared } = useApi('GET /api/signing/desks/:id/prepared/:foldId', {
    ...{ params: { id: useMe().id, foldId: fold.id }, query: { aside: foldQuery.aside } },
    enabled: fold.what === 'signature',
  });
  const keys = [...fold.outliers, ...fold.alike].map(({ taskKey }) => taskKey);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = keys.findIndex((key) => lineOf(key) === document.activeElement);
    if (place < 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : keys[place + step];
    const onX = ticks && event.key.toLowerCase() === 'x' ? () => ticks.toggle(keys[place] ?? '') : undefined;
    const press = step === undefined ? (onX ?? pressedOn(inPane.current, keys[place], event.key)) : undefined;
    if (step === undefined && press === undefined) return;
    event.preventDefault();
    press?.();
    if (next === undefined) return;
    lineOf(next)?.focus();
    onChoose(next);
  };
  return (
    <Prepared.Provider value={prepared}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons that it holds, as they stand together */}
      <div className="h-fold__content" onKeyDown={onKeyDown}>
        {fold.what === 'signature' ? <ToSign fold={fold} /> : <DecideFold fold={fold} ticks={ticks} />}
        <PreparedOrder foldId={fold.id} />
        <FoldActs fold={fold} ticks={ticks} onChoose={onChoose} />
      </div>
    </Prepared.Provider>
  );
}

/** What all acts of a fold say, once; those that stand out, then the others. */
export function FoldActs(props: { fold: ShownFold; ticks?: Ticks | null; onChoose: (taskKey: string) => void }) {
  const { t, read } = useLanguage();
  const { fold, ticks = null, onChoose } = props;
  const words = wordsFor(fold.what);
  return (
    <>
      <h3>{t('desk.common')}</h3>
      {fold.common.length === 0 ? <p className="h-muted">{t(`${words}.commonNothing`)}</p> : null}
      <dl className="h-facts">
        {fold.common.map(({ key, label, value }) => (
          <div key={key}>
            <dt>{read(label)}</dt>
            <dd>{read(value)}</dd>
          </div>
        ))}
      </dl>
      <h3>
        {fold.outliers.length > 0
          ? t(`${words}.outliers`, { count: fold.outliers.length })
          : t(`${words}.outliersNone`)}
      </h3>
      <Lines acts={fold.outliers} fold={fold} ticks={ticks} onChoose={onChoose} />
      {fold.alike.length > 0 ? <h3>{t(`${words}.alike`, { count: fold.alike.length })}</h3> : null}
      <Lines acts={fold.alike} fold={fold} ticks={ticks} onChoose={onChoose} />
      {fold.more ? <p className="h-muted">{t(`${words}.foldMore`)}</p> : null}
    </>
  );
}

/** How far the pages of its acts are, and what signs those that are ready. */
function ToSign({ fold }: { fold: FoldView }) {
  const { drawings, isOrdering, order } = useDrawings(fold);
  if (!drawings) return null;
  return (
    <>
      <Drawings drawings={drawings} isOrdering={isOrdering} />
      <SignFold fold={fold} drawings={drawings} onOutdated={order} />
    </>
  );
}

function Lines(props: {
  acts: readonly FoldAct[];
  fold: ShownFold;
  ticks: Ticks | null;
  onChoose: (taskKey: string) => void;
}) {
  const { t } = useLanguage();
  const { address } = useDeskAddress();
  const { ticks } = props;
  const opened = useOpenedActs(props.fold.id);
  if (props.acts.length === 0) return null;
  return (
    <ul className="h-foldlines">
      {props.acts.map((act) => (
        <li key={act.taskKey} className={ticks ? 'h-foldlines__ticked' : undefined}>
          {ticks ? (
            <input
              type="checkbox"
              aria-label={t('together.choose', { number: act.number, agent: fullName(act.agent) })}
              checked={ticks.ticked.has(act.taskKey)}
              onChange={() => ticks.toggle(act.taskKey)}
            />
          ) : null}
          <button
            type="button"
            id={`act-${act.taskKey}`}
            className="h-foldline"
            aria-current={address.task === act.taskKey ? 'true' : undefined}
            onClick={({ detail }) => {
              props.onChoose(act.taskKey);
              // By a finger or a mouse: from the keyboard, it says 0.
              if (detail > 0) bringPane();
            }}
          >
            <Line act={act} fold={props.fold} isOpened={opened.has(act.taskKey)} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Who, then what differs and why it stands out. */
function Line({ act, fold, isOpened }: { act: FoldAct; fold: ShownFold; isOpened: boolean }) {
  const { t, language, read } = useLanguage();
  const labels = new Map([...fold.common, ...fold.fields].map(({ key, label }) => [key, label]));
  const unusual = new Set(act.unusual);
  return (
    <>
      <span className="h-foldline__who">
        <strong>{fullName(act.agent)}</strong>{' '}
        <span className="h-muted">
          {act.number}, {act.structureName}
          {act.dueOn ? `, ${t('desk.due', { date: shortCivilDay(act.dueOn, language) })}` : ''}
        </span>
      </span>
      {act.marks.length > 0 || act.urgency === 'overdue' || isOpened ? (
        <span className="h-foldline__marks">
          {act.marks.map((mark) => (
            <Tag key={mark} type="purple" size="sm">
              {t(`desk.marks.${mark}`)}
            </Tag>
          ))}
          {act.urgency === 'overdue' ? (
            <Tag type="red" size="sm">
              {t('desk.urgencies.overdue')}
            </Tag>
          ) : null}
          {isOpened ? (
            <Tag type="green" size="sm">
              {t('desk.actOpened')}
            </Tag>
          ) : null}
        </span>
      ) : null}
      <span className="h-foldline__differs">
        {act.differs.length === 0 ? <span className="h-muted">{t('desk.nothingDiffers')}</span> : null}
        {act.differs.map(({ key, value }) => {
          const label = labels.get(key);
          return (
            <span key={key}>
              <span className="h-muted">{label ? read(label) : key}</span>{' '}
              {value ? read(value) : <em>{t('desk.empty')}</em>}
              {unusual.has(key) ? <strong> ({t('desk.unusual')})</strong> : null}
            </span>
          );
        })}
      </span>
      <PreparedSaid taskKey={act.taskKey} />
    </>
  );
}
