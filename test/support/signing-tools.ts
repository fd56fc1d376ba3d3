import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  makeSelfSigned,
  parsePrivateKey,
  sign,
  writeCertificatePem,
  writePrivateKeyPem,
  type Certificate,
  type GostPrivateKey,
} from '../../src/kernel/gost/index.js';

/** What the tool behind a signer does with a request. */
export type Behaviour =
  'signs' | 'hangs' | 'garbage' | 'short' | 'long' | 'reversed' | 'swapped' | 'foreign' | 'fails' | 'floods';

export interface Question {
  readonly tool: 'openssl' | 'csptest' | 'http';
  readonly message: string;
  readonly pid?: number;
  readonly env?: readonly string[];
  readonly key?: string;
  readonly passphrase?: string;
  readonly container?: string;
  readonly keytype?: string;
  readonly password?: string;
  readonly modes?: readonly number[];
}

export interface SigningTools {
  readonly folder: string;
  readonly certificate: Certificate;
  readonly certificatePath: string;
  readonly keyPath: string;
  readonly foreignKeyPath: string;
  readonly openssl: string;
  readonly csptest: string;
  readonly url: string;
  readonly mtlsUrl: string;
  readonly token: string;
  /** Every request since the last `behave`, in order. */
  readonly asked: Question[];
  /** The most requests that were under way at once. */
  readonly peak: () => number;
  behave(behaviour: Behaviour): void;
  /** Answers of the HTTP service to the next requests, in place of a signature. */
  nextHttp(...answers: { status: number; body: string }[]): void;
  /** Resolves when a tool has been asked since the last `behave`. */
  firstQuestion(): Promise<Question>;
  close(): Promise<void>;
}

const TOKEN = 'bearer-token-of-the-service';
const STUBS = join(import.meta.dirname, 'stubs');
const TLS = join(import.meta.dirname, 'tls');
/** Certificates and keys of a made-up authority for mutual TLS on this machine; valid until 2126, worth nothing elsewhere. */
export const tlsFile = (name: string): string => join(TLS, name);

/** Keys, and the programs and services that sign with them: stubs of openssl and csptest, and a real HTTP service. */
export async function startSigningTools(): Promise<SigningTools> {
  const folder = await mkdtemp(join(tmpdir(), 'signing-tools-'));
  const { own, foreign, certificate } = makeKeys();
  const state = new State(own, foreign);
  const oracle = await startOracle(state, join(folder, 'oracle.sock'));
  const { http, mtls } = await startServices(state);
  const write = async (name: string, content: string, mode = 0o600): Promise<string> => {
    await writeFile(join(folder, name), content, { mode });
    return join(folder, name);
  };
  const program = (name: string, stub: string): Promise<string> => {
    const words = [process.execPath, join(STUBS, stub), join(folder, 'oracle.sock')].map(
      (word) => `'${word}'`,
    );
    return write(name, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, 0o755);
  };
  return {
    folder,
    certificate,
    certificatePath: await write('cert.pem', writeCertificatePem(certificate)),
    keyPath: await write('key.pem', writePrivateKeyPem(own)),
    foreignKeyPath: await write('foreign.pem', writePrivateKeyPem(foreign)),
    openssl: await program('openssl', 'openssl-stub.mjs'),
    csptest: await program('csptest', 'csptest-stub.mjs'),
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/sign`,
    mtlsUrl: `https://localhost:${(mtls.address() as AddressInfo).port}/sign`,
    token: TOKEN,
    asked: state.asked,
    peak: () => state.peak,
    behave: (behaviour) => state.behave(behaviour),
    nextHttp: (...answers) => void state.httpAnswers.push(...answers),
    firstQuestion: () => state.first.promise,
    close: async () => {
      for (const socket of state.held) socket.destroy();
      http.closeAllConnections();
      mtls.closeAllConnections();
      await Promise.all([oracle, http, mtls].map((server) => new Promise((done) => server.close(done))));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function makeKeys(): { own: GostPrivateKey; foreign: GostPrivateKey; certificate: Certificate } {
  const curve = curveByOid(CRYPTO_PRO_XCH_A);
  if (curve === null) throw new Error('no curve');
  const own = generateKeyPair(curve).privateKey;
  const certificate = makeSelfSigned({
    privateKey: own,
    subject: { commonName: 'TESTIS' },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-04-01T00:00:00Z'),
  });
  return { own, foreign: generateKeyPair(curve).privateKey, certificate };
}

/** The socket on which the stub programs ask what to answer. */
function startOracle(state: State, path: string): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    // A stub that was killed resets its connection.
    socket.on('error', () => undefined);
    void answerStub(state, socket);
  });
  return listen(server, path);
}

async function startServices(state: State): Promise<{ http: Server; mtls: TlsServer }> {
  const handle = (request: IncomingMessage, response: ServerResponse): void =>
    void answerHttp(state, request, response);
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'server.pem', 'server.key.pem'].map((name) => readFile(tlsFile(name), 'utf8')),
  );
  return {
    http: await listen(createServer(handle), 0),
    mtls: await listen(
      createTlsServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true }, handle),
      0,
    ),
  };
}

function listen<S extends net.Server>(server: S, where: string | number): Promise<S> {
  return new Promise((resolve) => {
    const ready = (): void => resolve(server);
    if (typeof where === 'string') server.listen(where, ready);
    else server.listen(where, '127.0.0.1', ready);
  });
}

class State {
  readonly asked: Question[] = [];
  readonly held = new Set<net.Socket>();
  readonly httpAnswers: { status: number; body: string }[] = [];
  first = Promise.withResolvers<Question>();
  behaviour: Behaviour = 'signs';
  running = 0;
  peak = 0;

  constructor(
    private readonly own: GostPrivateKey,
    private readonly foreign: GostPrivateKey,
  ) {}

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.asked.length = 0;
    this.httpAnswers.length = 0;
    this.peak = 0;
    this.first = Promise.withResolvers<Question>();
  }

  note(question: Question): void {
    this.asked.push(question);
    this.first.resolve(question);
  }

  /** The key that the tool was told to use. */
  keyOf({ key, passphrase, container }: Question): GostPrivateKey {
    if (key !== undefined)
      return parsePrivateKey(new TextEncoder().encode(key), { passphrase: passphrase ?? '' });
    return container === 'other' ? this.foreign : this.own;
  }

  bytesFor(question: Question): Uint8Array {
    const message = Uint8Array.from(Buffer.from(question.message, 'base64'));
    const good = sign(message, this.keyOf(question));
    switch (this.behaviour) {
      case 'signs':
      case 'hangs':
      case 'fails':
        return good;
      case 'garbage':
        return new Uint8Array(64).fill(0x5a);
      case 'short':
        return good.subarray(1);
      case 'long':
        return Uint8Array.of(...good, 0);
      case 'reversed':
        return good.reverse();
      case 'swapped':
        return Uint8Array.of(...good.subarray(32), ...good.subarray(0, 32));
      case 'foreign':
        return sign(message, this.foreign);
      case 'floods':
        return new Uint8Array(1_000_000);
    }
  }
}

async function answerStub(state: State, socket: net.Socket): Promise<void> {
  const question = JSON.parse(await text(socket)) as Question;
  state.note(question);
  if (state.behaviour === 'hangs') {
    state.held.add(socket);
    return;
  }
  state.running += 1;
  state.peak = Math.max(state.peak, state.running);
  // Held for a moment, so that requests that may overlap do overlap.
  await new Promise((resolve) => setTimeout(resolve, 20));
  state.running -= 1;
  const signature = Buffer.from(state.bytesFor(question)).toString('base64');
  socket.end(JSON.stringify(state.behaviour === 'fails' ? { exit: 3 } : { signature }));
}

async function answerHttp(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const question: Question = { tool: 'http', message: body.toString('base64') };
  state.note(question);
  const scripted = state.httpAnswers.shift();
  if (scripted !== undefined) {
    response.writeHead(scripted.status, { 'content-type': 'application/json' }).end(scripted.body);
    return;
  }
  const secure = 'encrypted' in request.socket;
  if (!secure && request.headers.authorization !== `Bearer ${TOKEN}`) {
    response.writeHead(401).end();
    return;
  }
  if (state.behaviour === 'hangs') return;
  if (state.behaviour === 'fails') {
    response.writeHead(403).end('{"error":"no"}');
    return;
  }
  const signature = Buffer.from(state.bytesFor(question)).toString('base64');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ signature, alg: 'GOST3410_2012_256', order: 's||r' }));
}
