import { Buffer } from 'node:buffer';
import net from 'node:net';

/** Tells the test on the other end of the socket what this stub was asked, and gives its answer. */
export function askOracle(socketPath, question) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(socketPath, () => socket.end(JSON.stringify(question)));
    const chunks = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
  });
}
