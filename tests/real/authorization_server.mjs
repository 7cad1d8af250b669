// A homeserver that delegates its accounts to oidc-provider: this script serves whoami and the metadata, and oidc-provider the
// rest, with its pages for development. It also introspects tokens for a Synapse that delegates its accounts to it. The arguments
// are the folder in which oidc-provider is installed, and the secret of that Synapse. It ends when its standard input is closed.

import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = path.join(process.argv[2], 'node_modules', 'oidc-provider', 'lib', 'index.js');
const { Provider } = await import(pathToFileURL(entry));

const API = 'urn:matrix:client:api:*';
const DEVICE = 'urn:matrix:client:device:';
const devices = Array.from({ length: 10 }, (_, number) => `REALDEVICE${number}`);

const server = http.createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(url, {
  clientBasedCORS: () => false,
  cookies: { keys: ['test'] },
  discovery: {
    account_management_uri: `${url}/account`,
    account_management_actions_supported: ['org.matrix.devices_list'],
  },
  expiresWithSession: () => false,
  features: {
    deviceFlow: { enabled: true },
    devInteractions: { enabled: true },
    registration: { enabled: true },
    revocation: { enabled: true },
  },
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  // The scope of a device contains its ID, and the scopes of oidc-provider are a fixed list.
  scopes: [API, ...devices.map((device) => DEVICE + device)],
  ttl: { AccessToken: (ctx, token, client) => (client.clientName === 'short-lived' ? 3 : 300) },
});

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function find(token) {
  const found = token && (await provider.AccessToken.find(token));
  // oidc-provider finds tokens for a while after their expiry, in case the clocks of two machines differ.
  const scopes = found?.isValid ? found.scope.split(' ') : [];
  const device = scopes.find((scope) => scope.startsWith(DEVICE));
  if (!device || !scopes.includes(API)) return undefined;
  const lifetime = found.exp - Math.floor(Date.now() / 1000);
  return { localpart: found.accountId, device_id: device.slice(DEVICE.length), scope: found.scope, lifetime };
}

async function whoami(request, response) {
  const found = await find((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  if (!found) return send(response, 401, { errcode: 'M_UNKNOWN_TOKEN', error: 'unknown token' });
  return send(response, 200, { user_id: `@${found.localpart}:example.org`, device_id: found.device_id });
}

async function introspect(request, response) {
  if (request.headers.authorization !== `Bearer ${process.argv[3]}`) return send(response, 401, {});
  let body = '';
  for await (const chunk of request) body += chunk;
  const found = await find(new URLSearchParams(body).get('token'));
  if (!found) return send(response, 200, { active: false });
  const { localpart, device_id, scope, lifetime } = found;
  return send(response, 200, { active: true, username: localpart, device_id, scope, expires_in: lifetime });
}

const callback = provider.callback();
server.on('request', async (request, response) => {
  switch (request.url) {
    case '/_matrix/client/v3/account/whoami':
      return whoami(request, response);
    case '/oauth2/introspect':
      return introspect(request, response);
    case '/_matrix/client/v1/auth_metadata': {
      const metadata = await fetch(`${url}/.well-known/openid-configuration`);
      return send(response, metadata.status, await metadata.json());
    }
    default:
      if (request.url.startsWith('/_matrix/')) {
        return send(response, 404, { errcode: 'M_UNRECOGNIZED', error: 'unknown' });
      }
      return callback(request, response);
  }
});

process.stdin.on('end', () => process.exit(0)).resume();
console.log(JSON.stringify({ url }));
// The notices of the pages for development are not read, and writing them to a closed pipe would end the process.
console.log = console.info = console.error;
