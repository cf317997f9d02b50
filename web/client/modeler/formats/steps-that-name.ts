/** Names of the elements of a diagram whose extension (« formDefinition ») names something (formId = id). */
export function stepsThatName(diagram: string, extension: string, attribute: string, id: string): string[] {
  const document = new DOMParser().parseFromString(diagram, 'application/xml');
  return [...document.getElementsByTagName('*')]
    .filter((element) => element.localName === extension && element.getAttribute(attribute) === id)
    .map((element) => element.closest('[id]'))
    .map((step) => step?.getAttribute('name') || step?.getAttribute('id') || id);
}
