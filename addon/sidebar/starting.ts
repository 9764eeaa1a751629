import type { App } from "./app.ts";
import { boot, type Ready } from "./boot.ts";
import { toFailure } from "./failure.ts";
import { forgetDraft } from "./preferences.ts";
import { changeOf } from "./store.ts";
import { listWrites } from "./undoing.ts";

/** Connects and signs in; afterwards the state says who is here, or what stands in the way. */
export async function start(app: App): Promise<void> {
  const { dispatch } = app.store;
  dispatch({ type: "boot-started" });
  try {
    dispatch({ type: "booted", ready: await boot(app) });
    dispatch({ type: "notice-shown", failure: null });
    // Without the list the tables do not say where they are; its screen asks again.
    await listWrites(app).catch(() => undefined);
  } catch (error) {
    dispatch({ type: "boot-failed", failure: toFailure(error) });
  }
}

/** Who is here, as soon as one is signed in: at once, or after what stands in the way is mended. */
export async function whenReady({ store }: App): Promise<Ready> {
  while (store.state.boot.phase !== "ready") await changeOf(store);
  return store.state.boot;
}

/** Once it is known whether one is signed in. */
export async function whenStarted({ store }: App): Promise<void> {
  while (store.state.boot.phase === "starting") await changeOf(store);
}

/** Ends the session at once on this side, whether or not the server hears of it. */
export async function signOut(app: App): Promise<void> {
  const { dispatch } = app.store;
  const ended = app.api.signOut();
  forgetDraft(app.shelf);
  dispatch({ type: "thread-closed" });
  dispatch({ type: "draft-cleared" });
  dispatch({ type: "boot-failed", failure: { code: "signed-out" } });
  await ended.catch(() => undefined);
}
