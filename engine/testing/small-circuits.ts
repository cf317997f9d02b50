const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">`;

function circuit(id: string, name: string, body: string, before = ''): { name: string; content: string } {
  return {
    name: `${id}.bpmn`,
    content: `${HEAD}${before}<bpmn:process id="${id}" name="${name}" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`,
  };
}

function flow(id: string, from: string, to: string): string {
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
}

/** start → one job of this type → end. */
export function jobCircuit(id: string, type: string): { name: string; content: string } {
  return circuit(
    id,
    'One job',
    `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:serviceTask id="work" name="The &quot;work&quot;"><bpmn:extensionElements>
     <zeebe:taskDefinition type="${type}" retries="2"/><zeebe:taskHeaders><zeebe:header key="colour" value="blue"/></zeebe:taskHeaders>
   </bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
   <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
   ${flow('f1', 'start', 'work')}${flow('f2', 'work', 'end')}`,
  );
}

/** start → one job of type `work` → end. */
export const oneJob = jobCircuit('one-job', 'work');

/** start → calls `one-job` → end. */
export const calling = circuit(
  'calling',
  'Calling one job',
  `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="one-job"/></bpmn:extensionElements>
     <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:callActivity>
   <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
   ${flow('f1', 'start', 'call')}${flow('f2', 'call', 'end')}`,
);

/** A start with the form of `oneTask` → end. */
export const startedByForm = circuit(
  'started-by-form',
  'Started by a form',
  `<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:formDefinition formId="opinion"/></bpmn:extensionElements>
     <bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:endEvent id="end"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>${flow('f1', 'start', 'end')}`,
);

/** The message `request` → end. */
export const messageStarted = circuit(
  'message-started',
  'Started by a message',
  `<bpmn:startEvent id="asked"><bpmn:outgoing>f1</bpmn:outgoing>
     <bpmn:messageEventDefinition id="askedMessage" messageRef="request"/></bpmn:startEvent>
   <bpmn:endEvent id="end"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>${flow('f1', 'asked', 'end')}`,
  '<bpmn:message id="request" name="request"/>',
);

/** start → one job, whose error REFUSED leads to its own end. */
export const refusable = circuit(
  'refusable',
  'A job that can refuse',
  `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:serviceTask id="check"><bpmn:extensionElements><zeebe:taskDefinition type="check"/></bpmn:extensionElements>
     <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
   <bpmn:boundaryEvent id="refused" attachedToRef="check"><bpmn:outgoing>f3</bpmn:outgoing>
     <bpmn:errorEventDefinition id="refusedError" errorRef="error"/></bpmn:boundaryEvent>
   <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
   <bpmn:endEvent id="endRefused"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
   ${flow('f1', 'start', 'check')}${flow('f2', 'check', 'end')}${flow('f3', 'refused', 'endRefused')}`,
  '<bpmn:error id="error" name="refused" errorCode="REFUSED"/>',
);

/** start → a user task for the group n1, with a form, which the message `withdrawal` (by requestId) interrupts → end. */
export const oneTask = circuit(
  'one-task',
  'One task',
  `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:userTask id="opinion" name="Give an opinion"><bpmn:extensionElements>
     <zeebe:userTask/><zeebe:formDefinition formId="opinion"/>
     <zeebe:assignmentDefinition candidateGroups="=[&quot;n1&quot;]"/>
     <zeebe:taskHeaders><zeebe:header key="step" value="opinion"/></zeebe:taskHeaders>
   </bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
   <bpmn:boundaryEvent id="withdrawn" attachedToRef="opinion"><bpmn:outgoing>f3</bpmn:outgoing>
     <bpmn:messageEventDefinition id="withdrawnMessage" messageRef="withdrawal"/></bpmn:boundaryEvent>
   <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
   <bpmn:endEvent id="endWithdrawn"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
   ${flow('f1', 'start', 'opinion')}${flow('f2', 'opinion', 'end')}${flow('f3', 'withdrawn', 'endWithdrawn')}`,
  `<bpmn:message id="withdrawal" name="withdrawal"><bpmn:extensionElements>
     <zeebe:subscription correlationKey="=requestId"/></bpmn:extensionElements></bpmn:message>`,
);

/** start → a timer of `delay` (a duration) → one job → end. */
export const timed = circuit(
  'timed',
  'A timer, then a job',
  `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
   <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
     <bpmn:timerEventDefinition id="waitTimer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">=duration(delay)</bpmn:timeDuration></bpmn:timerEventDefinition>
   </bpmn:intermediateCatchEvent>
   <bpmn:serviceTask id="after"><bpmn:extensionElements><zeebe:taskDefinition type="after"/></bpmn:extensionElements>
     <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
   <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
   ${flow('f1', 'start', 'wait')}${flow('f2', 'wait', 'after')}${flow('f3', 'after', 'end')}`,
);

/** The form of `oneTask`. */
export const opinionForm = {
  name: 'opinion.form',
  content: JSON.stringify({
    id: 'opinion',
    type: 'default',
    schemaVersion: 16,
    components: [{ key: 'opinion', type: 'textfield', id: 'f' }],
  }),
};

/** A table: quota → pay fraction. */
export const payTable = {
  name: 'pay.dmn',
  content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="pay-requirements" name="Pay" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="pay" name="Pay fraction"><decisionTable id="table" hitPolicy="UNIQUE">
    <input id="quota" label="Quota"><inputExpression id="quotaExpression" typeRef="number"><text>quota</text></inputExpression></input>
    <output id="fraction" name="fraction" typeRef="string"/>
    <rule id="eighty"><inputEntry id="i1"><text>80</text></inputEntry><outputEntry id="o1"><text>"6/7"</text></outputEntry></rule>
    <rule id="ninety"><inputEntry id="i2"><text>90</text></inputEntry><outputEntry id="o2"><text>"32/35"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`,
};
