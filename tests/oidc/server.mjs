// An OAuth server that nobody here wrote, at the addresses that Xero has.
// Prints its own address; ends when its input does.
import http from 'node:http';
import Provider from 'oidc-provider';

const CLIENT = process.argv[2];
const REDIRECTS = process.argv.slice(3);
const ACCESS_SECONDS = 1; // short, so that a test can see it renewed
const API = ['accounting.manualjournals', 'accounting.settings.read'];
const ORGANISATION = {
  id: 'a9f0c2d4-0000-4000-8000-000000000001',
  tenantId: 'a9f0c2d4-0000-4000-8000-0000000000aa',
  tenantType: 'ORGANISATION',
  tenantName: 'Harbour Lane Ltd',
};

const server = http.createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://localhost:${server.address().port}`;

const provider = new Provider(address, {
  clients: [{
    client_id: CLIENT,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: REDIRECTS,
  }],
  routes: {
    authorization: '/identity/connect/authorize',
    token: '/connect/token',
  },
  scopes: ['openid', 'offline_access', ...API],
  claims: {
    openid: ['sub'],
    email: ['email'],
    profile: ['given_name', 'family_name'],
  },
  conformIdTokenClaims: false,
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: `${id}@example.com`, given_name: 'Robin', family_name: 'Vale',
    }),
  }),
  pkce: { required: () => true },
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  ttl: { AccessToken: ACCESS_SECONDS },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
});

provider.use(async (context, next) => {
  if (context.path !== '/connections') {
    await next();
    return;
  }
  const [, token] = (context.get('authorization') || '').split(' ');
  const found = token && await provider.AccessToken.find(token);
  context.status = found ? 200 : 401;
  context.body = found ? [ORGANISATION] : { Status: 401 };
});

server.on('request', provider.callback());
process.stdin.on('end', () => process.exit(0)).resume();
console.log(address);
