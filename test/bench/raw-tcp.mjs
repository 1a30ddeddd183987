// The other end of a raw TCP connection, in a process of its own. Prints the port that it listens at. Whoever connects
// sends eight bytes: how many it wants to have, or 0 for that it sends some itself and wants one byte when they have come.

import { createServer } from 'node:net';

const CHUNK = Buffer.alloc(256 * 1024, 1);

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('readable', () => {
    const wanted = Number(socket.read(8)?.readBigUInt64BE() ?? 0n);
    if (wanted === 0) {
      socket.on('data', () => {});
      socket.on('end', () => socket.end('.'));
      return;
    }
    let left = wanted;
    const send = () => {
      while (left > 0) {
        const chunk = CHUNK.subarray(0, Math.min(left, CHUNK.length));
        left -= chunk.length;
        if (!socket.write(chunk)) {
          socket.once('drain', send);
          return;
        }
      }
      socket.end();
    };
    send();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
