// Uses a homeserver with matrix-js-sdk: logs in, syncs, creates a room, sends, uploads, pages and logs out.
//
// The arguments are the folder with the package and the URL. An unexpected response is an exception.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, url] = process.argv.slice(2);
const entry = createRequire(path.resolve(folder, "package.json")).resolve("matrix-js-sdk");
const sdk = await import(pathToFileURL(entry));
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, getChild: () => silent };

const anonymous = sdk.createClient({ baseUrl: url, logger: silent });
const session = await anonymous.loginRequest({
    type: "m.login.password",
    identifier: { type: "m.id.user", user: "alice" },
    password: "any password",
    initial_device_display_name: "js",
});
const client = sdk.createClient({
    baseUrl: url,
    accessToken: session.access_token,
    userId: session.user_id,
    deviceId: session.device_id,
    logger: silent,
});
await client.whoami();
const synced = new Promise((resolve) => client.on(sdk.ClientEvent.Sync, resolve));
await client.startClient({ initialSyncLimit: 5 });
await synced;
const { room_id: room } = await client.createRoom({ name: "Hall", invite: ["@bob:example.org"] });
await client.sendEvent(room, "m.room.message", { msgtype: "m.text", body: "hello" });
await client.sendStateEvent(room, "m.room.topic", { topic: "clients" });
const { content_uri: uri } = await client.uploadContent(Buffer.from("cat"), { name: "cat.png", type: "image/png" });
const address = client.mxcUrlToHttp(uri, undefined, undefined, undefined, undefined, true, true);
const downloaded = await fetch(address, { headers: { authorization: `Bearer ${session.access_token}` } });
if ((await downloaded.text()) !== "cat") throw new Error("download: unexpected content");
await client.createMessagesRequest(room, null, 5, "b");
await client.getJoinedRooms();
await client.getDevices();
client.stopClient();
await client.logout();
process.exit(0);
