/** A new file with one table, one input, one output and no rule. */
export const blankTable = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="${name}-drd" name="${name}" namespace="http://camunda.org/schema/1.0/dmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <decision id="${name}" name="${name}">
    <variable id="${name}-variable" name="result" />
    <decisionTable id="${name}-table" hitPolicy="UNIQUE">
      <input id="${name}-input" label="">
        <inputExpression id="${name}-expression" typeRef="string">
          <text></text>
        </inputExpression>
      </input>
      <output id="${name}-output" label="" name="result" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="${name}-diagram">
      <dmndi:DMNShape id="${name}-shape" dmnElementRef="${name}">
        <dc:Bounds height="80" width="180" x="200" y="120" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;
