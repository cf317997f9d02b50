/** Gives a file to the browser to save. */
export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  saveLink(address, name);
  // Once the browser has taken it.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Has the browser save what is at an address, under the name that it says, or that its answer does. */
export function saveLink(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
