import type { InstantMs } from '#shared/kernel/time';
import type { Notice } from './sync-types';
import { createCell, type View } from './view';

export type Notices = {
  readonly view: View<readonly Notice[]>;
  /** Says something once: the same code again takes the place of the one before. */
  readonly say: (code: Notice['code'], params?: Notice['params']) => void;
  readonly dismiss: (id: number) => void;
};

/** What a person should know once. */
export function createNotices(now: () => InstantMs): Notices {
  const view = createCell<readonly Notice[]>([]);
  let lastId = 0;
  return {
    view,
    say: (code, params = {}) => {
      lastId += 1;
      const notice: Notice = { id: lastId, code, params, atMs: now() };
      view.update((before) => [...before.filter((other) => other.code !== code), notice]);
    },
    dismiss: (id) => view.update((before) => before.filter((notice) => notice.id !== id)),
  };
}
