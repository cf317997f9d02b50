/** Gives a file to the browser to save. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Once the browser has taken it.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
