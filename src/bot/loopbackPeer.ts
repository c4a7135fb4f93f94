import { type IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Headers with which a proxy says that it asks for somebody else. */
const forwarding =
  /^(forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-forwarded-.*|x-original-.*)$/;

/** Whether a request comes from this very machine, and not through a proxy on it. */
export function isLoopbackPeer(request: IncomingMessage): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d)/i, '');
  const family = isIP(address);
  if (family === 0 || !loopback.check(address, family === 4 ? 'ipv4' : 'ipv6')) return false;
  return !Object.keys(request.headers).some((name) => forwarding.test(name));
}
