import { html } from 'hono/html'
import type { Language, Words } from '@jiceng/core/kernel/words'
import type { OpenApi, Operation } from '../http/openapi.ts'
import { KEY_LIMIT } from '../limits.ts'
import { exampleOf, fieldRows, whatIs, type FieldRow } from './fields.ts'
import { groups } from './groups.ts'
import { sketch } from './sketch.ts'

// The OpenAPI document as a page people read: no script, nothing from elsewhere, an anchor for every door.

type Door = { path: string; method: string; own: Operation; other: Operation }
type Page = { documents: Record<Language, OpenApi>; language: Language; origin: string }

const otherThan = (language: Language): Language => (language === 'zh' ? 'en' : 'zh')
const tag = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en')

/** What stands on this machine only is no part of the api. */
const isPublished = (path: string) => !path.startsWith('/api/local/')

const doorsOf = ({ documents, language }: Page): Door[] =>
  Object.entries(documents[language].paths)
    .filter(([path]) => isPublished(path))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, own]) => {
        return { path, method, own, other: documents[otherThan(language)].paths[path]![method]! }
      })
    )

export function referencePage(page: Page) {
  const { language } = page
  const says = (words: Words) => words[language]
  const doors = doorsOf(page)
  const chapters = groups
    .map((group) => ({ ...group, doors: doors.filter(({ own }) => own.tags[0] === says(group.words)) }))
    .filter((chapter) => chapter.doors.length > 0)
  const title = says({ zh: '接口说明', en: 'API reference' })
  return html`<!doctype html>
    <html lang="${tag(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Jiceng 基层人大云</title>
        <link rel="stylesheet" href="/api/reference.css" />
      </head>
      <body>
        <a class="skip" href="#main">${says({ zh: '跳到正文', en: 'Skip to the text' })}</a>
        <div class="page">
          <header>
            <h1>${title} · Jiceng 基层人大云</h1>
            <p class="switch">
              <a
                href="?lang=${otherThan(language)}"
                lang="${tag(otherThan(language))}"
                hreflang="${tag(otherThan(language))}"
                >${language === 'zh' ? 'English' : '中文'}</a
              >
              · <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1)
            </p>
          </header>
          <div class="columns">
            <nav aria-label="${says({ zh: '目录', en: 'Contents' })}">
              <ul>
                <li><a href="#use">${says(USE)}</a></li>
                ${chapters.map(({ id, words }) => html`<li><a href="#${id}">${says(words)}</a></li>`)}
              </ul>
            </nav>
            <main id="main">
              ${introduction(page)}
              ${chapters.map(
                (chapter) =>
                  html`<section aria-labelledby="${chapter.id}">
                    <h2 id="${chapter.id}">${says(chapter.words)}</h2>
                    ${chapter.doors.map((door) => described(door, page))}
                  </section>`
              )}
            </main>
          </div>
        </div>
      </body>
    </html>`
}

const USE: Words = { zh: '怎样使用', en: 'How to use it' }

function introduction({ language, origin }: Page) {
  const says = (words: Words) => words[language]
  const lines: Words[] = [
    {
      zh: '区县管理员在“接口密钥”页发放密钥，选定可以做的事、范围和有效期。密钥只显示一次。',
      en: 'A district’s administrator issues keys on its page “API keys”: what they may do, where and until when. A key is shown once.',
    },
    {
      zh: '每次请求带上 Authorization: Bearer jck_…，不带 cookie。密钥只用于本区的 /api/tenants/{tenant}/。',
      en: 'Send Authorization: Bearer jck_… and no cookie. A key works below its own district’s /api/tenants/{tenant}/ only.',
    },
    {
      zh: '密钥是发放人的手：做不了发放人做不了的事；结账的人（或其密钥）不能公示，须用另一人的密钥。',
      en: 'A key is its issuer’s hand: it does no more than they may, and what needs two signatures needs two people’s keys.',
    },
    {
      zh: '每个写操作是一个 JSON 的 POST，带您事先生成的 commandId（UUIDv7）。没收到答复，原样再发：做过的不会再做一次。',
      en: 'Every write is a POST of JSON with a commandId, a UUIDv7 you make beforehand. Without an answer send the same again: what was done is answered, not done twice.',
    },
    {
      zh: `每个密钥每${KEY_LIMIT.windowMs / 1000}秒${KEY_LIMIT.most}次请求，余量见 RateLimit 头；超过得 429 和 retry-after（秒）。`,
      en: `${KEY_LIMIT.most} requests in ${KEY_LIMIT.windowMs / 1000} seconds a key; RateLimit says what is left. Beyond: 429 and retry-after in seconds.`,
    },
    {
      zh: '拒绝是 application/problem+json（RFC 9457）：code 不变，title 按 accept-language，errors[].pointer 指出字段。',
      en: 'A refusal is application/problem+json (RFC 9457): a stable code, a title in the language of accept-language, errors[].pointer beside the field.',
    },
    {
      zh: '日期按北京时间（2026-09-30），时刻为 UTC，积分是百分之一分的整数（250 即 2.50 分）。',
      en: 'Days are of Asia/Shanghai (2026-09-30), instants UTC, points integers in hundredths (250 is 2.50).',
    },
  ]
  return html`<section aria-labelledby="use">
    <h2 id="use">${says(USE)}</h2>
    <ul>
      ${lines.map((line) => html`<li>${says(line)}</li>`)}
    </ul>
    <h3>${says({ zh: '例', en: 'For example' })}</h3>
    <pre tabindex="0">curl -H 'authorization: Bearer jck_…' ${origin}/api/tenants/qinghe/units</pre>
    <h3>${says({ zh: '各种拒绝', en: 'Refusals' })}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">${says({ zh: '状态', en: 'Status' })}</th>
          <th scope="col">${says({ zh: '意思', en: 'Meaning' })}</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(STATUSES).map(
          ([status, words]) =>
            html`<tr>
              <td><code>${status}</code></td>
              <td>${says(words)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </section>`
}

const STATUSES: Record<string, Words> = {
  400: {
    zh: '不是 JSON（malformed-json），或 cookie 和密钥一起来（cookie-and-key）',
    en: 'No JSON (malformed-json), or a cookie and a key together (cookie-and-key)',
  },
  401: {
    zh: '没有登录（sign-in-required），或密钥不对、已吊销、已到期（key-refused）',
    en: 'Not signed in (sign-in-required), or the key is wrong, revoked or expired (key-refused)',
  },
  403: {
    zh: '密钥没有这项权限（outside-key-scope，title 说出是哪一项），或角色不能做（forbidden）',
    en: 'The key’s scope lacks it (outside-key-scope, the title names it), or the role may not (forbidden)',
  },
  404: { zh: '不存在，或您无权查看（not-found）', en: 'Not there, or not for you (not-found)' },
  409: {
    zh: '现在的状态不许可，如已结账（quarter-closed）、须另一人签署（second-signature-needed）；或刚被他人更改（conflict）',
    en: 'The state does not allow it, as quarter-closed or second-signature-needed; or somebody was faster (conflict)',
  },
  413: { zh: '请求太大（body-too-large）', en: 'The body is too large (body-too-large)' },
  415: { zh: '请求须为 JSON（json-only）', en: 'The body must be JSON (json-only)' },
  422: {
    zh: '填写不对（invalid-input 等，errors 指出字段），或 commandId 用于别的内容（command-id-reused）',
    en: 'The input is not right (invalid-input and others, errors say where), or the commandId had other content (command-id-reused)',
  },
  429: { zh: '太频繁（too-many-requests）', en: 'Too many requests (too-many-requests)' },
}

function described({ path, method, own, other }: Door, page: Page) {
  const { language } = page
  const says = (words: Words) => words[language]
  const body = own.requestBody?.content['application/json']?.schema
  const fields: (FieldRow & { at: string })[] = [
    ...own.parameters.map(({ name, in: at, required, schema }) => {
      const place = at === 'path' ? { zh: '路径', en: 'path' } : { zh: '查询', en: 'query' }
      return { name, required, what: whatIs(schema, language), at: says(place) }
    }),
    ...(body ? fieldRows(body, language).map((row) => ({ ...row, at: says({ zh: '正文', en: 'body' }) })) : []),
  ]
  const statuses = Object.keys(own.responses).filter((status) => status !== 'default')
  const [good, ...refusals] = statuses
  return html`<article id="${own.operationId}">
    <h3><a href="#${own.operationId}">${own.summary}</a></h3>
    <p class="other" lang="${tag(otherThan(language))}">${other.summary}</p>
    <p class="door">
      <code><span class="method method-${method}">${method.toUpperCase()}</span> ${path}</code>
    </p>
    <p class="who">${whoMay(own, language)}</p>
    ${
      fields.length === 0
        ? ''
        : html`<table>
            <thead>
              <tr>
                <th scope="col">${says({ zh: '字段', en: 'Field' })}</th>
                <th scope="col">${says({ zh: '在', en: 'In' })}</th>
                <th scope="col">${says({ zh: '内容', en: 'What' })}</th>
              </tr>
            </thead>
            <tbody>
              ${fields.map(
                (field) =>
                  html`<tr>
                    <td>
                      <code>${field.name}</code>${field.required ? '' : says({ zh: '（可省）', en: ' (optional)' })}
                    </td>
                    <td>${field.at}</td>
                    <td>${field.what}</td>
                  </tr>`
              )}
            </tbody>
          </table>`
    }
    <h4>${says({ zh: '答复', en: 'Answers' })}</h4>
    ${answered(own, good!, language)}
    <p>
      ${says({ zh: '拒绝：', en: 'Refusals: ' })}${refusals.map((status, n) => html`${n === 0 ? '' : says({ zh: '、', en: ', ' })}<code>${status}</code>`)}
    </p>
    ${
      'session' in (own.security[0] ?? {})
        ? ''
        : html`<h4>${says({ zh: '例', en: 'Example' })}</h4>
            <pre tabindex="0">${curl({ path, method, own, other }, page)}</pre>`
    }
  </article>`
}

/** Which key, which roles: the policy of the door. */
function whoMay(operation: Operation, language: Language) {
  const says = (words: Words) => words[language]
  const [first = {}] = operation.security
  if (Object.keys(first).length === 0) return says({ zh: '公开，不用密钥', en: 'Public: no key needed' })
  const roles = operation['x-roles'].join(says({ zh: '、', en: ', ' }))
  const people = roles === '' ? '' : says({ zh: `角色：${roles}`, en: `Roles: ${roles}` })
  if (!('key' in first)) {
    const only = says({ zh: '只供登录的人，不给密钥。', en: 'For people who sign in, not for keys. ' })
    return html`${only}${people}`
  }
  return html`${says({ zh: '密钥的权限：', en: 'Permission of a key: ' })}<code>${operation['x-policy']}</code>${says({ zh: '。', en: '. ' })}${people}`
}

const WRITTEN: Words = {
  zh: '发生了什么；新建的以 commandId 为编号',
  en: 'what happened; what was made has the commandId as its id',
}

/** What comes back when all went well. */
function answered(operation: Operation, status: string, language: Language) {
  const says = (words: Words) => words[language]
  if (status === '201') {
    return html`<p><code>201</code> ${says(WRITTEN)}</p>
      <pre tabindex="0">{ commandId: string, events: { id: string, type: string, occurredOn: string }[] }</pre>`
  }
  const content = operation.responses[status]?.content?.['application/json']
  if (!content || '$ref' in content.schema) {
    return html`<p>
      <code>${status}</code> ${says({ zh: 'JSON，或路径所说的文件', en: 'JSON, or the file the path names' })}
    </p>`
  }
  return html`<p><code>${status}</code></p>
    <pre tabindex="0">${sketch(content.schema)}</pre>`
}

function curl({ path, method, own }: Door, { origin }: Page): string {
  const isOpen = Object.keys(own.security[0] ?? {}).length === 0
  const body = own.requestBody?.content['application/json']?.schema
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} '${origin}${path}'`,
    ...(isOpen ? [] : [`  -H 'authorization: Bearer jck_…'`]),
    ...(body ? [`  -H 'content-type: application/json'`, `  -d '${JSON.stringify(exampleOf(body))}'`] : []),
  ].join(' \\\n')
}
