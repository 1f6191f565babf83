import { isClosedStore, type OpenStore } from './databases';
import { isRoomBroken, leaveRoom, openRoom, roomNow } from './storage-room';
import { createCell, type View } from './view';

/** A store that a till can lose at any moment and have again. */
export type KeptStore<Store> = {
  readonly current: () => Store;
  /** Counts the stores there have been; a change means: what was read from the old one must be read again. */
  readonly life: View<number>;
  /** Acts on the store; if the browser closed it meanwhile, opens it again and acts once more. */
  readonly run: <Value>(act: (store: Store) => Promise<Value>) => Promise<Value>;
  /** Opens it again, empty if it no longer opens as it was. */
  readonly reopen: () => Promise<void>;
  /** It opens but can't be read: begins an empty one. */
  readonly setAside: (failure: unknown) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type KeptStoreParts<Store> = {
  /** The store is `<base>-<number>`; a store that won't open is set aside and the next number begins empty. */
  readonly base: string;
  readonly open: (name: string) => Promise<Store>;
  readonly onSetAside: (failure: unknown) => void;
  readonly onReopened?: () => void;
};

const OPEN_MS = 15_000;
/** A store that was taken away may never answer again. */
const CLOSE_MS = 2_000;
const RETRY_AFTER_MS = 250;

/** Opens a store under its last number and keeps it open. Rejects only where not even an empty store opens. */
export async function keepStore<Store extends OpenStore>(parts: KeptStoreParts<Store>): Promise<KeptStore<Store>> {
  let store = await openOrSetAside(parts);
  let reopening: Promise<void> | null = null;
  let isClosed = false;
  const life = createCell(1);

  /** What fails here is tried again by whoever uses the store next. */
  async function reopenWhenLost(watched: Store): Promise<void> {
    await watched.lost;
    if (watched === store && !isClosed) await reopen().catch(() => undefined);
  }

  async function replace(openNext: () => Promise<Store>): Promise<void> {
    await inTime(store.close(), CLOSE_MS).catch(() => undefined);
    store = await openNext();
    void reopenWhenLost(store);
    life.update((count) => count + 1);
    parts.onReopened?.();
  }

  function once(openNext: () => Promise<Store>): Promise<void> {
    reopening ??= replace(openNext).finally(() => {
      reopening = null;
    });
    return reopening;
  }
  const reopen = () => once(() => openOrSetAside(parts));
  void reopenWhenLost(store);

  return {
    current: () => store,
    life,
    reopen,
    setAside: (failure) => once(() => openNextSlot(parts, failure)),
    run: async (act) => {
      if (reopening) await reopening;
      try {
        return await act(store);
      } catch (failure) {
        if (!isClosedStore(failure)) throw failure;
        await reopen();
        return act(store);
      }
    },
    close: async () => {
      isClosed = true;
      await reopening?.catch(() => undefined);
      await store.close();
    },
  };
}

async function openOrSetAside<Store>(parts: KeptStoreParts<Store>): Promise<Store> {
  const { base, open } = parts;
  const name = `${base}-${slotOf(base)}`;
  try {
    return await inTime(open(name));
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  try {
    return await inTime(open(name));
  } catch (failure) {
    return openNextSlot(parts, failure);
  }
}

async function openNextSlot<Store>(
  { base, open, onSetAside }: KeptStoreParts<Store>,
  failure: unknown,
): Promise<Store> {
  const slot = slotOf(base);
  const room = roomNow();
  // Another number in another room: RxDB remembers under a name that it did not open.
  const [next, fresh] = await inTime(open(`${base}-${slot + 1}`)).then(
    (store) => [slot + 1, store] as const,
    async (again: unknown) => {
      if (!isRoomBroken(again)) throw again;
      leaveRoom(room);
      return [slot + 2, await inTime(open(`${base}-${slot + 2}`))] as const;
    },
  );
  localStorage.setItem(slotKey(base), String(next));
  onSetAside(failure);
  void removeStore(`${base}-${slot}`);
  return fresh;
}

function slotKey(base: string): string {
  return `${base}:slot`;
}

function slotOf(base: string): number {
  const slot = Number(localStorage.getItem(slotKey(base)) ?? '1');
  return Number.isSafeInteger(slot) && slot > 0 ? slot : 1;
}

function inTime<Value>(asked: Promise<Value>, ms = OPEN_MS): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store did not answer in time')), ms);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** Removes everything of a store that is no longer used. A store that can't be removed only costs room. */
async function removeStore(name: string): Promise<void> {
  const room = await openRoom();
  const all = await room.databases().catch(() => []);
  for (const { name: stored } of all) {
    if (stored?.startsWith(`rxdb-dexie-${name}--`)) room.deleteDatabase(stored);
  }
}
