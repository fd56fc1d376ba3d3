/**
 * Which problem codes each route of the APIs may answer with, read from the sources: every code that stands in what the
 * handler calls, however deep, with what that calls. More than one call can say, and never less.
 */
import { resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = `${ROOT}/src/`;
const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
/** Lists of all codes, and what answers for every route alike: nothing of a route's own stands there. */
const OF_NOBODY =
  /\/src\/(stand|commands)\/|\.problems\.ts$|\/problems\.ts$|\/problem[-.]|\/access\/http\/|internal-client\.guard/;

/**
 * @returns {Record<string, string[]>} by `Controller_handler`, which is the operationId of the description
 */
export function problemsOfRoutes() {
  const program = programOf();
  const codes = codesIn(program);
  const walk = new Walk(program, codes);
  const found = {};
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(SOURCES) || OF_NOBODY.test(file.fileName)) continue;
    for (const node of file.statements.filter(ts.isClassDeclaration)) {
      const prefix = decorator(node, new Set(['Controller']))?.arguments[0];
      if (prefix === undefined || !/^['"](api|internal)\/v1/.test(prefix.getText())) continue;
      for (const member of node.members.filter(ts.isMethodDeclaration)) {
        if (decorator(member, METHODS) === undefined) continue;
        found[`${node.name.text}_${member.name.getText()}`] = walk.from(member);
      }
    }
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All codes that there are: the keys of the texts for people. */
function codesIn(program) {
  const codes = new Set();
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer)) {
      const fields = node.initializer.properties.map(({ name }) => name?.text);
      if (['kind', 'title', 'detail'].every((field) => fields.includes(field))) codes.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(SOURCES)) visit(file);
  return codes;
}

function programOf() {
  const { config } = ts.readConfigFile(`${ROOT}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return ts.createProgram([`${SOURCES}app.module.ts`], { ...options, noEmit: true });
}

function decorator(node, names) {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    if (ts.isCallExpression(expression) && names.has(expression.expression.getText())) return expression;
  }
  return undefined;
}

class Walk {
  constructor(program, codes) {
    this.checker = program.getTypeChecker();
    this.codes = codes;
    this.heirs = heirsIn(program, this.checker);
    /** What stands in a declaration itself: its codes, and the declarations that it names. */
    this.known = new Map();
  }

  from(handler) {
    const [seen, waiting, found] = [new Set(), [handler], new Set()];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const { said, named } = this.read(next);
      for (const code of said) found.add(code);
      waiting.push(...named);
    }
    return [...found].sort();
  }

  read(declaration) {
    const known = this.known.get(declaration);
    if (known !== undefined) return known;
    const read = { said: new Set(), named: new Set() };
    this.known.set(declaration, read);
    const visit = (node) => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
      if (ts.isDecorator(node) && !ts.isParameter(node.parent)) return;
      if (ts.isStringLiteralLike(node) && this.codes.has(node.text)) read.said.add(node.text);
      if (ts.isTemplateExpression(node)) for (const text of this.textsOf(node)) read.said.add(text);
      if (ts.isIdentifier(node)) for (const one of this.declarationsOf(node)) read.named.add(one);
      for (const one of this.chosenBy(node)) read.named.add(one);
      ts.forEachChild(node, visit);
    };
    for (const part of partsOf(declaration)) visit(part);
    return read;
  }

  /** The members that `of[key]` and `const { key } = of` choose, by the type of the key. */
  chosenBy(node) {
    if (ts.isElementAccessExpression(node)) {
      const type = this.checker.getTypeAtLocation(node.expression);
      return this.wordsOf(node.argumentExpression).flatMap((word) => this.ownOf(type.getProperty(word)));
    }
    if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return [];
    const name = (node.propertyName ?? node.name).text;
    return name === undefined
      ? []
      : this.ownOf(this.checker.getTypeAtLocation(node.parent).getProperty(name));
  }

  /** What an expression may be, where its type is words. */
  wordsOf(expression) {
    const type = this.checker.getTypeAtLocation(expression);
    return (type.isUnion() ? type.types : [type]).flatMap((one) =>
      one.isStringLiteral() ? [one.value] : [],
    );
  }

  /** The codes that a template may spell, by the types of its holes. */
  textsOf({ head, templateSpans }) {
    let texts = [head.text];
    for (const { expression, literal } of templateSpans) {
      const words = this.wordsOf(expression);
      texts = texts.flatMap((text) => words.map((word) => text + word + literal.text));
    }
    return texts.filter((text) => this.codes.has(text));
  }

  declarationsOf(identifier) {
    let symbol = ts.isShorthandPropertyAssignment(identifier.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(identifier.parent)
      : this.checker.getSymbolAtLocation(identifier);
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias)
      symbol = this.checker.getAliasedSymbol(symbol);
    return this.ownOf(symbol);
  }

  ownOf(symbol) {
    return (symbol?.declarations ?? []).flatMap((one) => [one, ...this.madeOf(one)]).filter(isOurs);
  }

  /** Of a member of an interface or of a class that others extend: the members that stand for it. */
  madeOf(declaration) {
    const heirs = this.heirs.get(declaration.parent) ?? [];
    return heirs.flatMap((heir) =>
      heir.members.filter((member) => member.name?.getText() === declaration.name?.getText()),
    );
  }
}

function isOurs(declaration) {
  const { fileName } = declaration.getSourceFile();
  return fileName.startsWith(SOURCES) && !OF_NOBODY.test(fileName) && !ts.isParameter(declaration);
}

/** Of a class only what making one does; of everything else the whole. */
function partsOf(declaration) {
  if (!ts.isClassLike(declaration)) return [declaration];
  return declaration.members.filter(
    (member) => ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member),
  );
}

/** Classes by what they implement or extend, at any depth. */
function heirsIn(program, checker) {
  const direct = new Map();
  const visit = (node) => {
    if (ts.isClassLike(node)) {
      for (const { types } of node.heritageClauses ?? []) {
        for (const { expression } of types) {
          const type = checker.getTypeAtLocation(expression);
          const symbol = type.symbol ?? checker.getSymbolAtLocation(expression);
          for (const above of symbol?.declarations ?? [])
            direct.set(above, [...(direct.get(above) ?? []), node]);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(SOURCES)) visit(file);
  const all = (above) => (direct.get(above) ?? []).flatMap((heir) => [heir, ...all(heir)]);
  return new Map([...direct.keys()].map((above) => [above, all(above)]));
}
