import { type ClientSettings } from '../clients.js';
import { type Exchange } from '../http/exchange.js';
import { type Generation } from '../keys/signing-keys.js';
import { type FaultOrder } from '../state/faults.js';
import { type World } from '../state/world.js';
import { Control } from './control.js';

type Body = Readonly<Record<string, unknown>>;
type Command = (control: Control, body: Body, id: string) => unknown;

const LOOP_BACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** `<method> <path>`; `:id` stands for one segment. Answers are JSON; nothing means 204, null 404. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'GET state': (control) => control.state(),
  'POST reset': (control) => control.reset(),
  'POST faults': (control, body) => control.orderFault(body as unknown as FaultOrder),
  'DELETE faults': (control) => control.resetFaults(),
  'POST clock': (control, body) => control.shiftClock(Number(body['shiftSeconds'])),
  'POST keys/rotate': (control, body) => ({ generation: control.rotateKeys(readGeneration(body)) }),
  'GET certificates': (control) => control.certificates(),
  'GET persons/:id': (control, _body, id) => control.person(id) ?? control.personByLogin(id) ?? null,
  'PUT persons/:id': (control, body, id) => control.putPerson({ ...body, oid: id }),
  'PATCH persons/:id': (control, body, id) => control.patchPerson(id, body),
  'PUT clients/:id': (control, body, id) =>
    control.putClient({ ...(body as unknown as ClientSettings), clientId: id }),
  'POST auto-login': (control, body) => control.setAutoLogin(body['enabled'] === true),
  'PATCH switches': (control, body) => control.turn(body),
  'DELETE sessions': (control) => control.resetSessions(true),
  'DELETE consents': (control) => control.resetConsents(),
  'GET metrics': (control) => control.metrics(),
  'DELETE metrics': (control) => control.resetMetrics(),
  'GET cpu': (control) => control.cpu(),
};

function readGeneration(body: Body): Generation | undefined {
  const { generation } = body;
  if (generation === undefined || generation === 1 || generation === 2) return generation;
  throw new Error('ключи: «generation» — 1 или 2');
}

/**
 * `/_control/…`: for tests and the stand, from this machine alone. A POST must be JSON, so that no page in a browser can
 * send one without being asked by CORS first.
 */
export async function controlEndpoint(world: World, exchange: Exchange): Promise<void> {
  const { method = 'GET', socket, headers } = exchange.request;
  if (!LOOP_BACK.test(socket.remoteAddress ?? '') || headers['x-forwarded-for'] !== undefined) {
    exchange.json(403, { error: 'управление эмулятором доступно только с этой машины' });
    return;
  }
  const [, , name = '', id = ''] = exchange.path.split('/');
  const exact = COMMANDS[`${method} ${exchange.path.split('/').slice(2).join('/')}`];
  const command = exact ?? COMMANDS[`${method} ${name}/:id`];
  if (command === undefined || (exact === undefined && id === '')) {
    exchange.json(404, { error: 'нет такой команды' });
  } else if (method === 'POST' && !exchange.hasContentType('application/json')) {
    exchange.json(415, { error: 'нужен Content-Type: application/json' });
  } else {
    await run(world, exchange, command, decodeURIComponent(id));
  }
}

async function run(world: World, exchange: Exchange, command: Command, id: string): Promise<void> {
  const text = await exchange.body();
  let result: unknown;
  try {
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) throw new Error('тело запроса — не объект');
    result = command(new Control(world), parsed as Body, id);
  } catch (error) {
    exchange.json(400, { error: error instanceof Error ? error.message : 'неверный запрос' });
    return;
  }
  if (result === null) exchange.json(404, { error: 'не найдено' });
  else if (result === undefined) exchange.response.writeHead(204).end();
  else exchange.json(200, result);
}
