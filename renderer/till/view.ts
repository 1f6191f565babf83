/**
 * Something a screen shows and follows. `get` answers with the same object until it changes, as
 * `useSyncExternalStore(view.subscribe, view.get)` asks.
 */
export type View<Value> = {
  readonly get: () => Value;
  readonly subscribe: (listen: () => void) => () => void;
};

/** A view together with the way to change it. Listeners are called after the value is in place. */
export type Cell<Value> = View<Value> & {
  readonly set: (value: Value) => void;
  readonly update: (change: (value: Value) => Value) => void;
};

/** A value that can be followed. Setting what it already holds tells nobody. */
export function createCell<Value>(initial: Value): Cell<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: Value) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listen of [...listeners]) listen();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/**
 * A view computed from others: computed when read after a source changed, never while nobody looks. The sources are
 * followed only while somebody follows the result.
 */
export function derive<Value>(sources: readonly View<unknown>[], compute: () => Value): View<Value> {
  let inputs: readonly unknown[] | null = null;
  let value: Value;
  return {
    get: () => {
      const now = sources.map((source) => source.get());
      const known = inputs;
      if (known === null || now.some((input, place) => !Object.is(input, known[place]))) {
        inputs = now;
        value = compute();
      }
      return value;
    },
    subscribe: (listen) => {
      const stops = sources.map((source) => source.subscribe(listen));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** A view that shows `initial` until another view is put behind it. */
export type Relay<Value> = View<Value> & { readonly attach: (view: View<Value>) => void };

/** Lets a screen follow something from before it exists. */
export function createRelay<Value>(initial: Value): Relay<Value> {
  const source = createCell<View<Value>>(createCell(initial));
  const listeners = new Set<() => void>();
  let stop = () => {};
  const tell = () => {
    for (const listen of [...listeners]) listen();
  };
  const followSource = () => {
    stop();
    stop = listeners.size > 0 ? source.get().subscribe(tell) : () => {};
  };
  return {
    get: () => source.get().get(),
    subscribe: (listen) => {
      listeners.add(listen);
      if (listeners.size === 1) followSource();
      return () => {
        listeners.delete(listen);
        if (listeners.size === 0) followSource();
      };
    },
    attach: (view) => {
      source.set(view);
      followSource();
      tell();
    },
  };
}
