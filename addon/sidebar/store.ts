import { useEffect, useState } from "preact/hooks";

export interface Store<State, Action> {
  readonly state: State;
  dispatch(action: Action): void;
  /** Calls back after every change; answers with what ends it. */
  subscribe(listener: () => void): () => void;
}

export function createStore<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: State,
): Store<State, Action> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get state() {
      return state;
    },
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves at the next change. */
export function changeOf<State, Action>(store: Store<State, Action>): Promise<void> {
  return new Promise((resolve) => {
    const end = store.subscribe(() => {
      end();
      resolve();
    });
  });
}

export function useStore<State, Action>(store: Store<State, Action>): State {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    setState(store.state);
    return store.subscribe(() => setState(store.state));
  }, [store]);
  return state;
}
