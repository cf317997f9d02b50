import { flag, message, recipients } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Notifies people, once each: on their screen and by mail. */
export const definition = defineJob({
  type: 'notify',
  does: 'notifies people, once each: on their screen and by mail',
  headers: {
    message: message('key of the message in the circuit’s texts'),
    recipients: recipients(
      'whom: `agent-known` adds the personal addresses known before the request, `agent-all` the new ones too; `holders` hold the task, `acted` decided before, `circuit` is the agent with these',
    ),
    attachAct: flag('whether the sealed act goes with the mail'),
  },
});
