import { type Node, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { z } from 'zod'
import { type ConfigFile, configFile } from './config-file.ts'
import { crossChecks } from './cross-checks.ts'
import { type Path, show, shown, valueAt } from './setting-path.ts'

/** Reads the text of a configuration file (JSON; comments are allowed). Each problem that it has goes to `problems`. */
export function readConfigText(text: string, problems: string[]): ConfigFile | undefined {
  const errors: ParseError[] = []
  const written: unknown = parse(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true })
  if (errors.length > 0) {
    problems.push(
      ...errors.map(
        ({ error, offset }) => `${lineAndColumn(text, offset)}: ${SYNTAX[printParseErrorCode(error)] ?? 'not JSON'}`,
      ),
    )
    return undefined
  }
  problems.push(...repeatedKeys(text))
  const read = configFile.safeParse(written)
  if (!read.success) problems.push(...read.error.issues.flatMap((issue) => explain(issue, written)))
  problems.push(...crossChecks(written))
  return read.data
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'not JSON: a word that is neither true, false nor null',
  InvalidNumberFormat: 'not JSON: a number that cannot be read',
  PropertyNameExpected: 'not JSON: a property name in double quotes is expected',
  ValueExpected: 'not JSON: a value is expected',
  ColonExpected: 'not JSON: a colon is expected',
  CommaExpected: 'not JSON: a comma is expected',
  CloseBraceExpected: 'not JSON: a closing brace } is expected',
  CloseBracketExpected: 'not JSON: a closing bracket ] is expected',
  EndOfFileExpected: 'not JSON: nothing may follow here',
  UnexpectedEndOfComment: 'not JSON: a comment is never closed',
  UnexpectedEndOfString: 'not JSON: a string is never closed',
  InvalidEscapeCharacter: 'not JSON: a backslash escape that does not exist',
  InvalidCharacter: 'not JSON: a control character in a string',
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** JSON lets the last of two settings of one name win, silently; nobody means that. */
function repeatedKeys(text: string): string[] {
  const visit = (node: Node | undefined): string[] => {
    const names =
      node?.type === 'object' ? (node.children ?? []).flatMap((property) => property.children?.[0] ?? []) : []
    const again = names.filter((name, i) => names.findIndex((other) => other.value === name.value) < i)
    return [
      ...again.map(({ value, offset }) => `${lineAndColumn(text, offset)}: the setting “${value}” stands twice`),
      ...(node?.children ?? []).flatMap(visit),
    ]
  }
  return visit(parseTree(text, [], { allowTrailingComma: true }))
}

/** A validation issue in words: where, what was expected, what came. */
function explain(issue: z.core.$ZodIssue, written: unknown): string[] {
  const where = show(issue.path)
  const came = isSecret(issue.path) ? 'something else' : shown(valueAt(written, issue.path))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${show([...issue.path, key])}: there is no such setting`)
    case 'invalid_union': {
      // A query or a list of them, a key or where it is: the branch of what was written knows best.
      const value = valueAt(written, issue.path)
      const branch = issue.errors[typeof value === 'object' && value !== null ? 1 : 0] ?? []
      return branch.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, written))
    }
    case 'invalid_key':
      return [`${where}: expected ${issue.issues[0]?.message ?? 'another name'}`]
    case 'invalid_type':
      return [
        valueAt(written, issue.path) === undefined
          ? `${where}: this setting is missing; expected ${article(issue.expected)}`
          : `${where}: expected ${article(issue.expected)}, got ${came}`,
      ]
    case 'too_small':
      return [`${where}: expected ${sizeOf(issue.origin)} of at least ${issue.minimum}, got ${came}`]
    case 'too_big':
      return [`${where}: expected ${sizeOf(issue.origin)} of at most ${issue.maximum}, got ${came}`]
    default:
      // A message of several lines shows what came by itself.
      return [`${where}: expected ${issue.message}${issue.message.includes('\n') ? '' : `, got ${came}`}`]
  }
}

/** A key of a feed: problems are shown, logged and sent on. */
function isSecret([list, , setting]: Path): boolean {
  return list === 'feeds' && (setting === 'key' || setting === 'keys')
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected === 'array' ? 'list' : expected}`.replace(
    'an list',
    'a list',
  )
}

function sizeOf(origin: string): string {
  if (origin === 'string') return 'a text with a length'
  return origin === 'array' ? 'a list with a length' : 'a number'
}
