import { Button } from '@carbon/react';
import { useState } from 'react';
import type { SituationView } from '#web/contract/requests/situation.ts';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';
import { EntryValue } from '../../ui/fields/ThemeValue.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { isReason } from '../../ui/reason.ts';

type Waiting = SituationView['corrections'][number];
type Answer = 'confirmed' | 'refused' | 'taken-back';

/** The words of each answer, under `situation.corrections`. */
const WORDS = {
  confirmed: { ask: 'confirm', title: 'confirmTitle', text: 'confirmText', done: 'confirmed' },
  refused: { ask: 'refuse', title: 'refuseTitle', text: null, done: 'refused' },
  'taken-back': { ask: 'takeBack', title: 'takeBackTitle', text: 'takeBackText', done: 'takenBack' },
} as const;

/** Corrections of this situation that wait for a second person: whoever asked for one may take it back, others answer. */
export function WaitingCorrections(props: { situation: SituationView; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const { corrections, person } = props.situation;
  if (corrections.length === 0) return null;
  return (
    <Panel title={t('situation.corrections.title')}>
      {corrections.map((correction) => (
        <OneWaiting key={correction.id} correction={correction} personId={person.id} onDone={props.onDone} />
      ))}
    </Panel>
  );
}

function OneWaiting(props: { correction: Waiting; personId: string; onDone: (notice: string) => void }) {
  const { t, read, language } = useLanguage();
  const { title, before, after, reason, by, at, mine } = props.correction;
  const [asked, setAsked] = useState<Answer | null>(null);
  const facts: [string, React.ReactNode][] = [
    [t('situation.corrections.before'), <EntryValue key="before" said={before} />],
    [t('situation.corrections.after'), <EntryValue key="after" said={after} />],
    [t('situation.corrections.reason'), reason],
    [t('situation.corrections.by'), t('situation.corrections.byAt', { name: by, at: moment(at, language) })],
  ];
  const answers: readonly Answer[] = mine ? ['taken-back'] : ['confirmed', 'refused'];
  return (
    <section>
      <h3 className="h-panel__second">{read(title)}</h3>
      <dl className="h-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mine ? <p className="h-help">{t('situation.corrections.mine')}</p> : null}
      <div className="h-panel__actions">
        {answers.map((answer) => (
          <Button
            key={answer}
            size="sm"
            kind={answer === 'confirmed' ? 'primary' : 'tertiary'}
            onClick={() => setAsked(answer)}
          >
            {t(`situation.corrections.${WORDS[answer].ask}`)}
          </Button>
        ))}
      </div>
      {asked === null ? null : <Answering {...props} answer={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Answering(props: {
  correction: Waiting;
  personId: string;
  answer: Answer;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t } = useLanguage();
  const { correction, personId, answer } = props;
  const words = WORDS[answer];
  const [remark, setRemark] = useState('');
  return (
    <ConfirmDialog
      title={t(`situation.corrections.${words.title}`)}
      confirm={t(`situation.corrections.${words.ask}`)}
      danger={answer === 'refused'}
      ready={answer !== 'refused' || isReason(remark)}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = answer === 'refused' ? { outcome: answer, remark: remark.trim() } : { outcome: answer };
        const params = { personId, correctionId: correction.id };
        await call('POST /api/situations/:personId/corrections/:correctionId/answer', { params, body });
        await refresh(`/api/situations/${personId}?`);
        props.onDone(t(`situation.corrections.${words.done}`));
      }}
    >
      {words.text === null ? (
        <LongText
          id="correction-remark"
          rows={2}
          maxLength={1000}
          labelText={t('situation.corrections.remark')}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
        />
      ) : (
        <p>{t(`situation.corrections.${words.text}`)}</p>
      )}
    </ConfirmDialog>
  );
}
