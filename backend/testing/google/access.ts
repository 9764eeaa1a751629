import { setTimeout as wait } from "node:timers/promises";
import type { GoogleAccess } from "../../platform/deps.ts";
import type { GoogleStandIn } from "./stand-in.ts";

/** The stand-in as the backend is given it. */
export function standInAccess({ url, client }: GoogleStandIn, redirectUri: () => string): GoogleAccess {
  return {
    ...{ clientId: client.id, clientSecret: client.secret, redirectUri, issuer: url },
    authorizationUrl: `${url}/o/oauth2/v2/auth`,
    ...{ tokenUrl: `${url}/token`, revocationUrl: `${url}/revoke`, sheetsUrl: url, driveUrl: url },
    documentsUrl: url,
    isLocal: true,
    pause: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  };
}
