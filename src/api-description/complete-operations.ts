import type { OpenAPIObject } from '@nestjs/swagger';
import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { exampleOf, type Schema, type Schemas } from './example-of.js';
import { FIELDS, maskable } from './field-mask.js';
import { freeDefaults } from './optional-defaults.js';
import { problemCodes } from './problem-answers.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  description?: string;
  required?: boolean;
  example?: unknown;
  schema?: Schema;
}

type Content = Record<string, { schema?: Schema; example?: unknown; examples?: object }>;

interface Operation {
  readonly operationId?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly summary?: string;
  description?: string;
  parameters?: Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, { description: string; content?: Content; headers?: object }>;
}

const DONE: Readonly<Record<string, string>> = {
  200: 'Готово.',
  201: 'Создано.',
  202: 'Принято: работа продолжается.',
  204: 'Сделано; тела нет.',
  303: 'Ответ — по адресу из Location.',
  304: 'Не изменилось с прошлого раза.',
};

const REFUSED: Readonly<Record<string, string>> = {
  400: 'Запрос заполнен неверно.',
  401: 'Нужно войти.',
  403: 'Нет права, или правило запрещает это вам.',
  404: 'Такой записи нет в вашей области.',
  405: 'Метод не подходит.',
  409: 'Правило или чужое изменение не позволяет.',
  410: 'Больше не действует.',
  412: 'Запись изменилась с тех пор, как вы её видели.',
  413: 'Слишком много данных.',
  428: 'Нужен If-Match.',
  429: 'Слишком часто; когда повторить, говорит Retry-After.',
  500: 'Наш сбой.',
  503: 'Временно недоступно.',
};

const PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Идентификатор записи, как его дал список.',
  externalId: 'Ваш идентификатор учётной записи.',
  number: 'Номер обращения со страницы ошибки.',
  format: 'Вид файла.',
  code: 'Код.',
  version: 'Версия.',
  municipality_id: 'Только этот муниципалитет.',
  age_basis: 'На какой день считать возраст: as_of_date или jan1_next.',
  'If-None-Match': 'ETag прошлого ответа: если ничего не изменилось, ответ 304.',
  level: 'Уровень: region, municipality или school.',
};

const REPEATED = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
  example: '0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10',
} as const;

const SOME_FIELDS = {
  name: FIELDS,
  in: 'query',
  required: false,
  description: 'Только эти поля каждой записи, через запятую; без него — все.',
} as const;

/** Fills in what the code does not say of itself: words for answers, examples, parameters, and the problems of each route. */
export function completeOperations(document: OpenAPIObject, texts: ProblemTexts): void {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  freeDefaults(schemas);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      completeParameters(operation, path, method, schemas);
      operation.description ??= descriptionOf(operation, path, method);
      for (const content of Object.values(operation.requestBody?.content ?? {})) {
        content.example ??= bodyExample(content.schema, schemas, 'required');
      }
      completeAnswers(operation, schemas);
      addProblems(operation, { path, method }, texts);
    }
  }
}

function completeParameters(operation: Operation, path: string, method: string, schemas: Schemas): void {
  const parameters = [...(operation.parameters ?? [])];
  const isAct = path.startsWith('/api/v1/') && !['get', 'head'].includes(method);
  const knowsKey = parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key');
  if (isAct && !knowsKey) parameters.push({ ...REPEATED });
  const [first] = method === 'get' && path.startsWith('/api/v1/') ? maskable(operation, schemas) : [];
  if (first !== undefined) parameters.push({ ...SOME_FIELDS, schema: { type: 'string', example: first } });
  for (const parameter of parameters) {
    if (parameter.in === 'path' && parameter.name === 'id') {
      parameter.schema = { ...parameter.schema, type: 'string', format: 'uuid' };
    }
    if (parameter.in === 'query' && 'default' in (parameter.schema ?? {})) parameter.required = false;
    if (parameter.name === 'If-Match') parameter.example = '"3"';
    parameter.description ??= PARAMETERS[parameter.name] ?? wordsOf(parameter.schema) ?? '';
    parameter.example ??= exampleOf(parameter.schema ?? {}, schemas, 'all', parameter.name);
  }
  if (parameters.length > 0) operation.parameters = parameters;
}

function wordsOf(schema: Schema | undefined): string | undefined {
  return schema?.['description'] as string | undefined;
}

/** What holds for every route of its kind, beside its own sentence. */
function descriptionOf({ summary, parameters = [] }: Operation, path: string, method: string): string {
  const has = (name: string) => parameters.some((parameter) => parameter.name === name);
  return [
    summary ?? '',
    ...(has('cursor') ? ['Страница за страницей: передайте next_cursor прошлой страницы в cursor.'] : []),
    ...(has('If-Match')
      ? ['If-Match называет ETag, каким вы видели запись; если её изменили, ответ 412.']
      : []),
    ...(method !== 'get' && path.startsWith('/api/v1/')
      ? ['Повтор с тем же Idempotency-Key безопасен.']
      : []),
    'Чужой записи для вас нет: 404.',
  ].join(' ');
}

function bodyExample(schema: Schema | undefined, schemas: Schemas, take: 'all' | 'required'): unknown {
  return schema === undefined ? undefined : exampleOf(schema, schemas, take);
}

function completeAnswers(operation: Operation, schemas: Schemas): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (answer.description === '') answer.description = DONE[status] ?? REFUSED[status] ?? 'Ответ.';
    for (const [type, content] of Object.entries(answer.content ?? {})) {
      if (/json/.test(type) && status.startsWith('2')) {
        content.example ??= bodyExample(content.schema, schemas, 'all');
      }
    }
  }
}

/** Each status with the codes that may come under it; `default` stays for what nobody foresaw. */
function addProblems(
  operation: Operation,
  { path, method }: { readonly path: string; readonly method: string },
  texts: ProblemTexts,
): void {
  const { parameters = [], requestBody, operationId = '', security = [] } = operation;
  const codes = problemCodes(
    {
      ...{ path, method, operation: operationId },
      takesInput: requestBody !== undefined || parameters.some((parameter) => parameter.in !== 'header'),
      ifMatch: parameters.some(({ name }) => name === 'If-Match'),
      openToApiKeys: security.some((one) => 'api-key' in one),
    },
    texts,
  );
  for (const [status, those] of codes) {
    operation.responses[String(status)] = {
      description: `${REFUSED[String(status)] ?? 'Отказ.'} Коды: ${those.join(', ')}.`,
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            those.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
          ),
        },
      },
    };
  }
}
