import type { Deps } from "../../platform/deps.ts";
import { createRouter } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { conversationRoutes } from "./conversations/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { socketRoutes } from "./socket/routes.ts";
import { Openings } from "./turns/openings.ts";
import { turnRoutes } from "./turns/routes.ts";
import { createRunner } from "./turns/runner.ts";

export function chatRoutes(deps: Deps) {
  const runner = createRunner(deps);
  const app = createRouter();
  // Signs in by its first message.
  app.route("/", socketRoutes(deps, runner));
  const openings = new Openings(deps);
  app.use(authenticate(deps, openings.readAhead));
  app.route("/", conversationRoutes(deps, runner));
  app.route("/", messageRoutes(deps));
  app.route("/", turnRoutes(deps, runner, openings));
  return app;
}
