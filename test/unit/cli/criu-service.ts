import { onTestFinished } from 'vitest';
import { listenSeqpacket, type SeqpacketSocket } from '../../../src/native/index.js';
import { encodeAnswer, type Fields } from '../criu/scripted-peer.js';

/** What it says to the questions that criud asks when it begins. CRIU answers with the type of the request. */
const ANSWERS: Readonly<Record<number, Fields>> = {
  9: {
    type: 'FEATURE_CHECK',
    success: true,
    features: { memTrack: false, lazyPages: false, pidfdStore: true },
  },
  10: { type: 'VERSION', success: true, version: { majorNumber: 4, minorNumber: 2 } },
};

/**
 * Listens at a path as `criu service` does, and knows nothing but its version, until the test has finished.
 *
 * @param onConnection called for each connection before anything is answered
 */
export function serveCriu(path: string, onConnection: () => void = () => {}): void {
  const listener = listenSeqpacket(path);
  const connections: SeqpacketSocket[] = [];
  const serve = async () => {
    for (;;) {
      const connection = await listener.accept();
      connections.push(connection);
      onConnection();
      answer(connection).catch(() => connection.close());
    }
  };
  const served = serve().catch(() => {
    for (const connection of connections) connection.close();
  });
  onTestFinished(async () => {
    listener.close();
    await served;
  });
}

async function answer(connection: SeqpacketSocket): Promise<void> {
  for (let packet = await connection.receive(); packet; packet = await connection.receive()) {
    // Every request begins with its type: the key of field 1, and a number below 128.
    const [, type = 0] = packet.bytes;
    const known = ANSWERS[type];
    if (known === undefined) throw new Error(`criud asked a question of type ${type}`);
    await connection.send(encodeAnswer(known));
  }
  connection.close();
}
