import { evaluate } from '@bpmn-io/feelin';
import { FeelExpressionLanguage } from '@bpmn-io/form-js-viewer';
import { todayInParis } from './civil-date.ts';

type Data = Record<string, unknown>;

/** Paris's day without a zone, like those that `date()` reads: FEEL's own begins at the browser's midnight. */
const withToday = (data: Data = {}): Data => ({
  today: () => evaluate(`date("${todayInParis(new Date())}")`).value,
  ...data,
});

/** form-js's FEEL, in which `date(answer) <= today()` holds for today's date wherever the browser is. */
class CivilFeel extends FeelExpressionLanguage {
  override evaluate(expression: string, data?: Data): unknown {
    return super.evaluate(expression, withToday(data));
  }

  override evaluateUnaryTest(expression: string, data?: Data): boolean | null {
    return super.evaluateUnaryTest(expression, withToday(data));
  }
}

/** A form-js module. */
export const civilFeel = { expressionLanguage: ['type', CivilFeel] };
