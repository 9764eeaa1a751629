import type { Deps } from "../../platform/deps.ts";
import { createRouter } from "../../platform/router.ts";
import { connectionRoutes } from "./connection/routes.ts";
import { spreadsheetRoutes } from "./spreadsheets/routes.ts";

export function googleRoutes(deps: Deps) {
  const app = createRouter();
  app.route("/spreadsheets", spreadsheetRoutes(deps));
  app.route("/", connectionRoutes(deps));
  return app;
}
