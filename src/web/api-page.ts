import type { Request, Response } from 'express'
import { answer, render } from './answer.ts'
import { DOCUMENTS } from './documents.ts'
import { components, openApiDocument, parametersOf, schemaOf } from './openapi.ts'
import { ANYWHERE, OPERATIONS, type Operation } from './operations.ts'
import type { SendPage } from './pages/send-page.ts'
import type { Site } from './site.ts'

/** `/api`: the description as a page, for people; as a document for who asks for JSON. */
export async function apiPage(request: Request, response: Response, site: Site, send: SendPage): Promise<void> {
  response.vary('Accept')
  if (request.accepts(['html', 'json']) === 'json') {
    const document = `${JSON.stringify(openApiDocument(site.baseUrl()))}\n`
    await answer(request, response, render('application/json; charset=utf-8', document))
    return
  }
  // Examples are to work, on what is there.
  const [newest] = (await site.store.items({ where: { kind: 'all' }, limit: 1 })).items
  const month = new Date(newest?.firstSeenAt ?? site.now()).toISOString().slice(0, 7)
  const filled = (example: string) => example.replace('{id}', newest?.id ?? 'ID').replace('{month}', month)
  const operations = Object.values<Operation>(OPERATIONS).map((operation) => ({
    ...operation,
    path: operation.path.replace(/:(\w+)/g, '{$1}'),
    parameters: parametersOf(operation),
    body: operation.body === undefined ? undefined : schemaOf(operation.body),
    answer: schemaOf(operation.answer),
    command: `curl ${inShell(site.baseUrl(), filled(operation.example))}`,
  }))
  const documents = DOCUMENTS.map((document) => ({
    ...document,
    command: `curl ${inShell(site.baseUrl(), filled(document.example))}`,
  }))
  await send(request, response, 'api', { operations, documents, anywhere: ANYWHERE, schemas: components() })
}

/** An example with the base URL before it, within its quotation marks where it has some. */
function inShell(baseUrl: string, example: string): string {
  return example.startsWith("'") ? `'${baseUrl}${example.slice(1)}` : `${baseUrl}${example}`
}
