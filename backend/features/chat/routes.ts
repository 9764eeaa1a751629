import type { Deps } from "../../platform/deps.ts";
import { createRouter } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { conversationRoutes } from "./conversations/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { socketRoutes } from "./socket/routes.ts";
import { turnRoutes } from "./turns/routes.ts";
import { createRunner } from "./turns/runner.ts";

export function chatRoutes(deps: Deps) {
  const runner = createRunner(deps);
  const app = createRouter();
  // Signs in by its first message.
  app.route("/", socketRoutes(deps, runner));
  app.use(authenticate(deps));
  app.route("/", conversationRoutes(deps, runner));
  app.route("/", messageRoutes(deps));
  app.route("/", turnRoutes(deps, runner));
  return app;
}
