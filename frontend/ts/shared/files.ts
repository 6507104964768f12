/** Old browsers cannot write into a file input; there the native input stays as it is. */
export function canWriteFiles(): boolean {
  try {
    return new DataTransfer().files.length === 0;
  } catch {
    return false;
  }
}

export function writeFiles(input: HTMLInputElement, files: readonly File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("files", { bubbles: true }));
}
