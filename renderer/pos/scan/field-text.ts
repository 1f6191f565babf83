type Field = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was before the keys of a scan came to it. */
export type FieldBefore = {
  readonly field: Field;
  readonly value: string;
  /** Null where a kind of field has no caret to ask for: number, date. */
  readonly selection: readonly [start: number, end: number, way: 'forward' | 'backward' | 'none'] | null;
};

function isField(element: Element | null): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** What has the focus, as it stands; null where that is no field. */
export function fieldNow(): FieldBefore | null {
  const field = document.activeElement;
  if (!isField(field)) return null;
  const { value, selectionStart: start, selectionEnd: end, selectionDirection: way } = field;
  return { field, value, selection: start === null || end === null ? null : [start, end, way ?? 'none'] };
}

/** Types text that was kept back after all: into the focused field, else as the keys a screen listens for. */
export function typeInto(element: Element | null, text: string): void {
  if (!isField(element)) {
    for (const key of text)
      (element ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    return;
  }
  const { value, selectionStart: start, selectionEnd: end } = element;
  if (start === null || end === null) setText(element, value + text);
  else {
    setText(element, value.slice(0, start) + text + value.slice(end));
    element.setSelectionRange(start + text.length, start + text.length);
  }
}

/** Makes a field what it was before a scan's first keys, which reached it before the scanner was recognised. */
export function putBack({ field, value, selection }: FieldBefore, hasComposed: boolean): void {
  if (!field.isConnected) return;
  // The input method still holds the keys: leaving the field drops its composition.
  if (hasComposed) field.blur();
  if (field.value !== value) setText(field, value);
  if (hasComposed) field.focus({ preventScroll: true });
  if (selection) field.setSelectionRange(...selection);
}

function setText(element: Field, text: string): void {
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
