declare global {
  interface Navigator {
    /** Chromium 122 and later: stores of one page in places of their own. */
    readonly storageBuckets?: {
      readonly open: (
        name: string,
        options: { readonly persisted: boolean },
      ) => Promise<{ readonly indexedDB: IDBFactory }>;
    };
  }
}

const KEY = 'seam:room';

/** Which place of the browser the stores are in: 0 is the usual one. */
export function roomNow(): number {
  const room = Number(localStorage.getItem(KEY) ?? '0');
  return Number.isSafeInteger(room) && room > 0 ? room : 0;
}

/** Where stores are opened from now on. */
export async function openRoom(): Promise<IDBFactory> {
  const room = roomNow();
  if (room === 0 || navigator.storageBuckets === undefined) return indexedDB;
  return (await navigator.storageBuckets.open(`seam-${room}`, { persisted: true })).indexedDB;
}

/**
 * A browser keeps all stores of a page in one folder. Where files of it are missing it opens none, not even a new one,
 * and a page can't mend that: it moves into another room.
 * @param from the room that nothing opens in; two stores that fail in it move once
 */
export function leaveRoom(from: number): void {
  if (roomNow() === from) localStorage.setItem(KEY, String(from + 1));
}

/** The browser can open nothing in this room. */
export function isRoomBroken(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if (failure.name === 'UnknownError' || /backing store/i.test(failure.message)) return true;
  const inner: unknown = 'inner' in failure ? failure.inner : failure.cause;
  return inner !== failure && isRoomBroken(inner);
}
