/**
 * What a person typed, in a form that every part can store: whole characters only, none that steer a machine, no blanks
 * around it, and at most `most` UTF-16 units.
 */
export function plainText(text: string, most: number): string {
  let kept = '';
  for (const character of text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim()) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept.trimEnd();
}
