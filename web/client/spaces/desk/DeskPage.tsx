import { Button } from '@carbon/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { DeskView } from '#web/contract/signing/signing.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { taskSpace } from '../../app/spaces.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Notice, ShownNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { AfterDecision } from '../tasks/decision/use-after-decision.ts';
import { ActPane } from './ActPane.tsx';
import { DeskDialogs } from './DeskDialogs.tsx';
import { DeskFilters, DeskWhats } from './DeskFilters.tsx';
import { DeskKeys, lineOf, NO_PANE, type PaneKeys } from './desk-keys.ts';
import { FoldItem } from './FoldItem.tsx';
import { OpenedActs } from './opened-acts.ts';
import { DeskSwitch } from './prepared/DeskSwitch.tsx';
import { useDeskAddress } from './use-desk-address.ts';

/** What waits for one’s signature: acts folded by kind on the left, the chosen one with its file on the right. */
export function DeskPage() {
  return (
    <DeskDialogs>
      <Desk />
    </DeskDialogs>
  );
}

function Desk() {
  const { t } = useLanguage();
  const me = useMe();
  useInSpace(taskSpace(me));
  const { address, what, words, set, foldQuery } = useDeskAddress();
  const { kind, after, task } = address;
  const asked = what === 'signature' ? undefined : what;
  const query = useApi('GET /api/signing/desk', {
    ...{ query: { ...foldQuery, what: asked, kind, after }, keepPrevious: true },
  });
  const waiting = query.data?.waiting;
  // Whoever has nothing to sign begins with what they have.
  const elsewhere = address.what || waiting?.some((each) => each.what === 'signature') ? undefined : waiting?.[0]?.what;
  useEffect(() => {
    if (elsewhere) set({ what: elsewhere });
  });
  const [notice, setNotice] = useState<Notice | null>(null);
  /** The acts in the order of the open fold. */
  const [order, setOrder] = useState<readonly string[]>([]);
  const beside = (step: 1 | -1): string | undefined => {
    const place = task ? order.indexOf(task) : -1;
    return place < 0 ? undefined : order[place + step];
  };
  const choose = (key: string) => {
    setNotice(null);
    set({ task: key });
  };
  /** The act is decided: the next one takes its place, or the one before. */
  const decided = (done: Notice) => {
    setNotice(done);
    set({ task: beside(1) ?? beside(-1) ?? '' });
  };
  // What was focused went with the act that was decided.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the next act takes its place
  useEffect(() => {
    if (notice) (task ? lineOf(task) : document.querySelector('h1'))?.focus();
  }, [task]);
  const keys = useRef<PaneKeys>(NO_PANE);
  const [opened, setOpened] = useState<ReadonlyMap<string, string>>(new Map());
  const onOpened = useCallback(
    (key: string, sha256: string) => setOpened((before) => new Map(before).set(key, sha256)),
    [],
  );
  const openedActs = useMemo(() => ({ opened, onOpened }), [opened, onOpened]);
  return (
    <Page
      title={t('desk.title')}
      lead={t(`${words}.lead`)}
      actions={<Link to="/desk/batches">{t('desk.batches.title')}</Link>}
    >
      <ShownNotice notice={notice} />
      <DeskSwitch of={null} />
      <Loaded query={query}>
        {(desk) => (
          <DeskKeys.Provider value={keys}>
            <DeskWhats desk={desk} />
            <DeskFilters desk={desk} />
            <OpenedActs.Provider value={openedActs}>
              <div className="h-desk">
                <section className="h-desk__list" aria-label={t(`${words}.folds`)}>
                  {desk.folds.length > 0 ? <p className="h-help">{t(`${words}.keys`)}</p> : null}
                  <Folds desk={desk} onOrder={setOrder} onChoose={choose} />
                </section>
                <AfterDecision.Provider value={decided}>
                  <section className="h-desk__act" aria-label={t(`${words}.pane`)}>
                    {task ? (
                      <ActPane key={task} taskKey={task} next={beside(1)} previous={beside(-1)} onChoose={choose} />
                    ) : (
                      <p className="h-muted">{t(`${words}.choose`)}</p>
                    )}
                  </section>
                </AfterDecision.Provider>
              </div>
            </OpenedActs.Provider>
          </DeskKeys.Provider>
        )}
      </Loaded>
    </Page>
  );
}

function Folds(props: {
  desk: DeskView;
  onOrder: (keys: readonly string[]) => void;
  onChoose: (taskKey: string) => void;
}) {
  const { t } = useLanguage();
  const { address, words, set } = useDeskAddress();
  const { desk } = props;
  const { kind, structureId, due, aside, after } = address;
  const turnTo = (after: string) => {
    set({ after, fold: '', task: '' });
    // The button may be gone with its page.
    document.querySelector('h1')?.focus();
  };
  const first = after ? (
    <Button kind="ghost" onClick={() => turnTo('')}>
      {t('desk.first')}
    </Button>
  ) : null;
  if (desk.folds.length === 0) {
    // All of this page was signed, what stands before it was not.
    if (first && desk.shown > 0) return <EmptyState title={t('desk.noneFurther')} action={first} />;
    return kind || structureId || due || aside ? (
      <EmptyState title={t('desk.noneLeft')} />
    ) : (
      <EmptyState title={t(`${words}.none`)} text={t(`${words}.noneText`)} />
    );
  }
  return (
    <>
      <ul className="h-folds">
        {desk.folds.map((fold) => (
          <FoldItem
            key={fold.id}
            summary={fold}
            open={address.fold === fold.id}
            onToggle={(open) => set({ fold: open ? fold.id : '', task: '' })}
            onOrder={props.onOrder}
            onChoose={props.onChoose}
          />
        ))}
      </ul>
      {first}
      {desk.next ? (
        <Button kind="ghost" onClick={() => turnTo(desk.next ?? '')}>
          {t('desk.next')}
        </Button>
      ) : null}
    </>
  );
}
