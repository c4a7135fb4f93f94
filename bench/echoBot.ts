import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  TeamsActivityHandler,
} from 'botbuilder';
import restify, { type Next, type Request, type Response } from 'restify';

/**
 * The yardstick: a bot that repeats what it hears, made of the stock parts alone (restify, CloudAdapter,
 * TeamsActivityHandler, the SDK's connector client) with its channel authentication switched on.
 */
const {
  PORT = '0',
  ECHO_APP_ID = '',
  ECHO_NEIGHBOUR_URL = '',
  ECHO_TENANT_ID = '',
  ECHO_SECRET = '',
} = process.env;

const channel = 'https://api.botframework.com';

/** The bot's own token, got once: the stock credentials sign in nowhere but at Microsoft, and only over https. */
async function connectorToken(): Promise<string> {
  const answer = await fetch(`${ECHO_NEIGHBOUR_URL}/login/${ECHO_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: ECHO_APP_ID,
      client_secret: ECHO_SECRET,
      scope: `${channel}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const token = await connectorToken();

/** The stock ones but for the sign-in. */
class EchoCredentials extends ConfigurationServiceClientCredentialFactory {
  override createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    return Promise.resolve({
      signRequest: (request) => {
        request.headers.set('authorization', `Bearer ${token}`);
        return Promise.resolve(request);
      },
    });
  }
}

const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: channel,
      ToBotFromChannelTokenIssuer: channel,
      ToBotFromChannelOpenIdMetadataUrl: `${ECHO_NEIGHBOUR_URL}/botframework/v1/.well-known/openidconfiguration`,
    },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK's own factories only implement the class that it asks for
    new EchoCredentials({
      MicrosoftAppId: ECHO_APP_ID,
      MicrosoftAppPassword: ECHO_SECRET,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: ECHO_TENANT_ID,
    }),
  ),
);

const bot = new TeamsActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`You said: ${context.activity.text}`);
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request: Request, response: Response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.get('/readyz', (_request: Request, response: Response, next: Next) => {
  response.send(200, 'ready');
  next();
});
server.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
