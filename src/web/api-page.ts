import type { Request, Response } from 'express'
import { answer, render } from './answer.ts'
import { DOCUMENTS } from './documents.ts'
import { components, openApiDocument, parametersOf, schemaOf } from './openapi.ts'
import { errorsOf, OPERATIONS, type Operation } from './operations.ts'
import type { Site } from './site.ts'
import { PAGE_POLICY, type View } from './view.ts'

/** `/api`: the description as a page, for people; as a document for who asks for JSON. */
export async function apiPage(request: Request, response: Response, site: Site, view: View): Promise<void> {
  response.vary('Accept')
  if (request.accepts(['html', 'json']) === 'json') {
    const document = `${JSON.stringify(openApiDocument(site.baseUrl()))}\n`
    await answer(request, response, render('application/json; charset=utf-8', document))
    return
  }
  response.set('Content-Security-Policy', PAGE_POLICY)
  const id = (await site.store.items({ where: { kind: 'all' }, limit: 1 })).items[0]?.id
  const operations = Object.values<Operation>(OPERATIONS).map((operation) => ({
    ...operation,
    path: operation.path.replace(/:(\w+)/g, '{$1}'),
    parameters: parametersOf(operation),
    body: operation.body === undefined ? undefined : schemaOf(operation.body),
    answer: schemaOf(operation.answer),
    errors: errorsOf(operation),
    command: `curl ${inShell(site.baseUrl(), operation.example.replace('{id}', id ?? 'ID'))}`,
  }))
  const documents = DOCUMENTS.map((document) => ({
    ...document,
    errors: errorsOf(document),
    command: `curl ${inShell(site.baseUrl(), document.example)}`,
  }))
  await answer(
    request,
    response,
    render('text/html; charset=utf-8', view('api', { operations, documents, schemas: components() })),
  )
}

/** An example with the base URL before it, within its quotation marks where it has some. */
function inShell(baseUrl: string, example: string): string {
  return example.startsWith("'") ? `'${baseUrl}${example.slice(1)}` : `${baseUrl}${example}`
}
