import { Button, TextInput } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { CAMPAIGN_DAYS, type CampaignDays } from '#domain/campaign/campaign.ts';
import { ApiProblem } from '#web/client/api/api.ts';
import { faultText } from '#web/client/api/problem-text.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { isRealDay } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';

type Said = CampaignDays & { readonly title: { readonly fr: string; readonly en: string } };

const NO_DAYS = Object.fromEntries(CAMPAIGN_DAYS.map((day) => [day, ''])) as CampaignDays;

/** The title and the days of a campaign; what is wrong with a day is said at it. */
export function CampaignForm(props: {
  id: string;
  submit: string;
  /** What else must be filled in. */
  ready?: boolean;
  initial?: Said;
  onSubmit: (said: { title: { fr: string; en: string } } & CampaignDays) => Promise<void>;
  children?: ReactNode;
}) {
  const { t } = useLanguage();
  const { id, initial, ready = true } = props;
  const { attempt, busy, problem } = useAttempt();
  const [title, setTitle] = useState(initial?.title ?? { fr: '', en: '' });
  const [days, setDays] = useState<CampaignDays>(initial ?? NO_DAYS);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const isFilled =
    ready && title.fr.trim() !== '' && title.en.trim() !== '' && CAMPAIGN_DAYS.every((day) => isRealDay(days[day]));
  const submit = async () => {
    setWrong({});
    try {
      const said = Object.fromEntries(CAMPAIGN_DAYS.map((day) => [day, days[day]])) as unknown as CampaignDays;
      await props.onSubmit({ title: { fr: title.fr.trim(), en: title.en.trim() }, ...said });
    } catch (error) {
      if (error instanceof ApiProblem)
        setWrong(Object.fromEntries(error.faults.map((fault) => [fault.field, faultText(fault)])));
      throw error;
    }
  };
  return (
    <form
      className="h-adminform"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) void attempt(submit, { again: true });
      }}
    >
      <FailureNote problem={problem} />
      {props.children}
      {(['fr', 'en'] as const).map((one) => (
        <TextInput
          key={one}
          id={`${id}-title-${one}`}
          labelText={t(one === 'fr' ? 'campaigns.titleFr' : 'campaigns.titleEn')}
          maxLength={200}
          value={title[one]}
          onChange={(event) => setTitle({ ...title, [one]: event.target.value })}
        />
      ))}
      {CAMPAIGN_DAYS.map((day) => (
        <DayField
          key={day}
          id={`${id}-${day}`}
          labelText={t(`campaigns.days.${day}`)}
          value={days[day]}
          invalidText={wrong[day]}
          onChange={(value) => setDays({ ...days, [day]: value })}
        />
      ))}
      <div className="h-adminform__actions">
        <Button type="submit" size="md" disabled={busy || !isFilled}>
          {props.submit}
        </Button>
      </div>
    </form>
  );
}
