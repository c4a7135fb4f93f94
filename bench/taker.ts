import { createServer } from 'node:http';

/** Takes whatever it is sent and says 200: where a load goes that is to reach nobody. Listens on `PORT` of loopback. */
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => response.end());
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
