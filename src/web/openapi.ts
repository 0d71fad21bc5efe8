import { createRequire } from 'node:module'
import { z } from 'zod'
import { errorAnswer, NAMES } from './api-answers.ts'
import { DOCUMENTS, type PublishedDocument } from './documents.ts'
import { errorsOf, OPERATIONS, type Operation } from './operations.ts'
import { parametersFor } from './parameters.ts'

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string }
const COMPONENTS = '#/components/schemas/'

/** A schema as JSON Schema (2020-12) has it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

/** The API as OpenAPI 3.1 describes it, made of the schemas that it is served by. */
export function openApiDocument(baseUrl: string): { readonly openapi: string } {
  const paths: Record<string, Record<string, object>> = {}
  for (const each of Object.values<Operation>(OPERATIONS)) {
    const path = each.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [each.method]: operationOf(each) }
  }
  for (const each of DOCUMENTS) paths[each.path] = { get: documentOf(each) }
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Tributary',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Articles of many feeds, each once, by topic, source, language and time. Times are ISO 8601 in UTC. What is not known is absent. Fields may be added: pass over those that you do not know.',
    },
    servers: [{ url: baseUrl }],
    // A key is for private feeds alone.
    security: [{}, ...Object.keys(KEYS).map((name) => ({ [name]: [] }))],
    paths,
    components: { schemas: components(), securitySchemes: KEYS },
  }
  return document
}

/** How the key of a private feed is given. */
const KEYS = {
  keyInAddress: { type: 'apiKey', in: 'query', name: 'key', description: 'The key of a private feed' },
  keyAsPassword: { type: 'http', scheme: 'basic', description: 'The same as the password; any user name will do' },
} as const

/** What `{name}` and the like stand for in the path of a document. */
const IN_PATH: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>> = {
  name: { description: 'The name of a feed, of `/api/feeds`', schema: { type: 'string' } },
  format: { description: 'The format', schema: { type: 'string', enum: ['atom', 'rss', 'json'] } },
  page: { description: 'A month (`2026-11`), or as links name a part of it', schema: { type: 'string' } },
  period: { description: 'An entry for each of these', schema: { type: 'string', enum: ['daily', 'weekly'] } },
}

/** A published document: what is in it is its media type's to say. Errors are text, or a page for a browser. */
function documentOf(document: PublishedDocument): object {
  const { id, path, summary, types, narrowed, delta } = document
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...({ name, in: 'path', required: true } as const),
    ...IN_PATH[name],
  }))
  const { hidden: _only, ...choosing } = parametersFor({ topics: [], sources: [] })
  const parameters = [...inPath, ...(narrowed === true ? queryParameters(choosing) : [])]
  const content = Object.fromEntries(
    types.map((type) => [type, { schema: /\bjson$/.test(type) ? {} : { type: 'string' } }]),
  )
  const inText = (description: string) => ({
    description,
    content: { 'text/plain': { schema: { type: 'string' } }, 'text/html': { schema: { type: 'string' } } },
  })
  return {
    operationId: id,
    tags: ['documents'],
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: {
      200: { description: summary, content },
      ...(delta === true ? { 226: { description: DELTA, content } } : {}),
      304: NOT_MODIFIED,
      ...Object.fromEntries(Object.entries(errorsOf(document)).map(([status, what]) => [status, inText(what)])),
    },
  }
}

const DELTA = 'With `A-IM: feed`: what is new or edited since the document that `If-None-Match` names (RFC 3229)'
const NOT_MODIFIED = { description: 'It is as `If-None-Match` has it' }

/** The parameters of an operation, as they are understood: several values stand behind one another, with commas between. */
export function parametersOf({ path, query }: Operation): Parameter[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    ...({ name, in: 'path', required: true, description: 'The id of an article' } as const),
    schema: { type: 'string' } as const,
  }))
  return [...inPath, ...queryParameters(query?.shape ?? {})]
}

function queryParameters(shape: z.ZodRawShape): Parameter[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, ...written } = jsonSchemaOf(schema as z.ZodType, 'output')
    return {
      ...({ name, in: 'query', required: false, schema: written } as const),
      ...(description === undefined ? {} : { description }),
      ...(written.type === 'array' ? { style: 'form', explode: false } : {}),
    }
  })
}

function operationOf(operation: Operation): object {
  const { id, method, summary, description, body, answer } = operation
  const parameters = parametersOf(operation)
  const refused = Object.entries(errorsOf(operation)).map(([status, what]) => [status, inJson(what, errorAnswer)])
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...inJson(undefined, body) } }),
    responses: {
      200: inJson(summary, answer),
      ...(method === 'get' ? { 304: NOT_MODIFIED } : {}),
      ...Object.fromEntries(refused),
    },
  }
}

function inJson(description: string | undefined, schema: z.ZodType): object {
  return {
    ...(description === undefined ? {} : { description }),
    content: { 'application/json': { schema: schemaOf(schema) } },
  }
}

/** A schema as JSON Schema; a reference to its name, where it has one. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const name = NAMES.get(schema)?.id
  if (name !== undefined) return { $ref: `${COMPONENTS}${name}` }
  return jsonSchemaOf(schema, 'input')
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...written } = z.toJSONSchema(schema, { io, override })
  return written
}

/** Without what is true of our types, and says nothing to who reads JSON. */
function override({ jsonSchema }: { readonly jsonSchema: JsonSchema }): void {
  delete jsonSchema.readOnly
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
}

/** The schemas that have names. */
export function components(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(NAMES, { io: 'input', override, uri: (id) => `${COMPONENTS}${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...written }]) => [id, written]),
  )
}
