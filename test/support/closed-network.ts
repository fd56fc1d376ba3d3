import { Socket } from 'node:net';

const CLOSED = Symbol.for('perehod.closed-network');

interface Target {
  readonly host?: string;
  /** A socket of the file system; `http` writes null where there is none. */
  readonly path?: string | null;
}

/** Makes every connection of this process to anything but the machine itself fail at once, before a name is looked up. */
export function closeNetwork(): void {
  const sockets = Socket.prototype as Socket & { [CLOSED]?: true };
  // One worker process serves many test files, each of which comes by here.
  if (sockets[CLOSED] === true) return;
  sockets[CLOSED] = true;
  const open = Reflect.get(sockets, 'connect') as (this: Socket, ...to: unknown[]) => Socket;
  sockets.connect = function connect(this: Socket, ...to: unknown[]): Socket {
    const { host = 'localhost', path } = targetOf(to);
    if (typeof path === 'string' || isLoopBack(host)) return open.apply(this, to);
    process.nextTick(() => this.destroy(new Error(`The network is closed to tests: ${host}`)));
    return this;
  };
}

/** The forms that `net.Socket.connect` takes; Node itself calls it with its arguments already put in order. */
function targetOf([first, second]: readonly unknown[]): Target {
  if (Array.isArray(first)) return targetOf(first as readonly unknown[]);
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return typeof second === 'string' ? { host: second } : {};
}

function isLoopBack(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}
