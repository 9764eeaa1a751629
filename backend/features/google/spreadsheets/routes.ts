import type { Context } from "hono";
import type { Deps } from "../../../platform/deps.ts";
import { onceElsewhere } from "../../../platform/idempotency.ts";
import { type AppEnv, createRouter, userOf } from "../../../platform/router.ts";
import { authenticate } from "../../auth/authenticate.ts";
import * as descriptions from "./descriptions.ts";
import { Spreadsheets } from "./service.ts";

export function spreadsheetRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));
  const own = (context: Context<AppEnv>) =>
    new Spreadsheets(deps, userOf(context), AbortSignal.any([context.req.raw.signal, deps.lifetime.signal]));

  app.openapi(descriptions.listRoute, async (context) =>
    context.json(await own(context).list(context.req.valid("query")), 200),
  );
  app.openapi(descriptions.createSpreadsheetRoute, async (context) => {
    const body = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).create(body)), 201);
  });
  app.openapi(descriptions.readRoute, async (context) =>
    context.json(await own(context).read(context.req.valid("param").id), 200),
  );
  app.openapi(descriptions.renameRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { title } = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).rename(id, title)), 200);
  });
  app.openapi(descriptions.deleteRoute, async (context) => {
    const { id } = context.req.valid("param");
    await onceElsewhere(deps, context, () => own(context).remove(id));
    return context.body(null, 204);
  });
  app.openapi(descriptions.addSheetRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { title } = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).addSheet(id, title)), 201);
  });
  app.openapi(descriptions.deleteSheetRoute, async (context) => {
    const { id, sheetId } = context.req.valid("param");
    await onceElsewhere(deps, context, () => own(context).removeSheet(id, sheetId));
    return context.body(null, 204);
  });
  app.openapi(descriptions.readValuesRoute, async (context) => {
    const { id } = context.req.valid("param");
    return context.json(await own(context).readValues(id, context.req.valid("query").range), 200);
  });
  app.openapi(descriptions.writeValuesRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).writeValues(id, body)), 200);
  });
  app.openapi(descriptions.appendValuesRoute, async (context) => {
    const { id } = context.req.valid("param");
    const body = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).appendValues(id, body)), 200);
  });
  app.openapi(descriptions.clearValuesRoute, async (context) => {
    const { id } = context.req.valid("param");
    const { range } = context.req.valid("json");
    return context.json(await onceElsewhere(deps, context, () => own(context).clearValues(id, range)), 200);
  });
  return app;
}
