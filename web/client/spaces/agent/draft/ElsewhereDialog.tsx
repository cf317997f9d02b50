import { Button, ComposedModal, ModalBody, ModalFooter, ModalHeader } from '@carbon/react';
import {
  allComponents,
  type FormComponent,
  type FormSchema,
  type FormTexts,
  labelOf,
  readySchema,
} from '#web/client/forms/schema.ts';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { showDay } from '#web/client/ui/fields/civil-date.ts';
import type { Elsewhere } from './use-autosave.ts';

type Data = Record<string, unknown>;

/** The draft was also changed elsewhere: shows both, side by side where they differ, and lets the person choose. */
export function ElsewhereDialog(props: {
  schema: Record<string, unknown>;
  texts: FormTexts;
  mine: Data;
  elsewhere: Elsewhere;
  onChoose: (keepMine: boolean) => void;
}) {
  const { t, language } = useLanguage();
  const components = allComponents(
    readySchema(props.schema as unknown as FormSchema, props.texts, language).components,
  );
  const different = components.filter(
    ({ key }) => key && JSON.stringify(props.mine[key] ?? null) !== JSON.stringify(props.elsewhere.data[key] ?? null),
  );
  const say = (component: FormComponent, data: Data): string =>
    sayValue(component, data[component.key ?? ''], t('form.nothing'));
  return (
    <ComposedModal open size="md" preventCloseOnClickOutside aria-label={t('form.elsewhereTitle')}>
      <ModalHeader title={t('form.elsewhereTitle')} iconDescription={t('common.close')} closeClassName="h-gone" />
      <ModalBody>
        <p className="h-text">{t('form.elsewhereText', { date: moment(props.elsewhere.updatedAt, language) })}</p>
        <table className="h-compare">
          <thead>
            <tr>
              <th scope="col">{t('form.field')}</th>
              <th scope="col">{t('form.here')}</th>
              <th scope="col">{t('form.there')}</th>
            </tr>
          </thead>
          <tbody>
            {different.map((component) => (
              <tr key={component.id}>
                <th scope="row">{labelOf(component)}</th>
                <td>{say(component, props.mine)}</td>
                <td>{say(component, props.elsewhere.data)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ModalBody>
      <ModalFooter>
        <Button kind="secondary" onClick={() => props.onChoose(false)}>
          {t('form.takeThere')}
        </Button>
        <Button kind="primary" onClick={() => props.onChoose(true)}>
          {t('form.keepHere')}
        </Button>
      </ModalFooter>
    </ComposedModal>
  );
}

function sayValue(component: FormComponent, value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value)) return value.map((each) => sayValue(component, each, nothing)).join(', ');
  if (component.type === 'datetime') return showDay(String(value));
  if (typeof value === 'object') return 'name' in value ? String(value.name) : JSON.stringify(value);
  return component.values?.find((option) => option.value === value)?.label ?? String(value);
}
