import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../src/normalise/clean-html.ts'
import { textOfHtml } from '../../src/normalise/text.ts'

const BASE = 'https://a.example/x/'
const clean = (html: string) => cleanHtml(html, BASE)

describe('what stays', () => {
  it.each([
    ['<p>Été <b>à</b> <em>Nîmes</em></p>', '<p>Été <b>à</b> <em>Nîmes</em></p>'],
    ['plain', 'plain'],
    ['a < b & c > d "e"', 'a &lt; b &amp; c &gt; d "e"'],
    ['&eacute;&nbsp;&lt;b&gt;', 'é\u00a0&lt;b&gt;'],
    [
      '<img srcset="b.jpg 1x, c.jpg 2x">',
      '<img src="https://a.example/x/b.jpg" loading="lazy" referrerpolicy="no-referrer" />',
    ],
    ['<h2>a</h2><ul><li>b</ul>', '<h2>a</h2><ul><li>b</li></ul>'],
    ['<p>never <b>closed', '<p>never <b>closed</b></p>'],
    ['<p lang="fr" dir="ltr" title="t">a</p>', '<p lang="fr" dir="ltr" title="t">a</p>'],
    ['<td colspan="2">c</td>', '<td colspan="2">c</td>'],
    ['<a href="y?a=1&amp;b=2">l</a>', '<a href="https://a.example/x/y?a=1&amp;b=2" rel="noopener noreferrer">l</a>'],
    ['<a href="//b.example/">l</a>', '<a href="https://b.example/" rel="noopener noreferrer">l</a>'],
  ])('%s', (html, expected) => expect(clean(html)).toBe(expected))

  it('pictures, loaded late and without telling whence', () => {
    const img = '<img src="https://a.example/p.png" alt="a" loading="lazy" referrerpolicy="no-referrer" />'
    expect(clean('<img src="/p.png" alt="a" loading="eager" referrerpolicy="unsafe-url">')).toBe(img)
    expect(clean('<img src="data:image/gif;base64,R0" data-src="/p.png" alt="a">')).toBe(img)
    expect(clean('<picture><source srcset="/p.webp 1x"><img src="/p.png" alt="a"></picture>')).toBe(
      `<picture>${img}</picture>`,
    )
    expect(clean('<img src="/p.png" alt="a" srcset="javascript:1 1x, //b.example/p 2x" sizes="1px">')).toBe(img)
  })

  it('sound and film, which start when the reader says', () => {
    expect(clean('<audio src="/a.mp3" autoplay onplay="x()"></audio>')).toBe(
      '<audio src="https://a.example/a.mp3" controls preload="none"></audio>',
    )
    const film = clean('<video poster="javascript:1" src="file:///etc/passwd"><source src="/v.mp4"></video>')
    expect(film).toContain('<source src="https://a.example/v.mp4">')
    expect(film).not.toMatch(/poster|passwd|autoplay/)
  })
})

/** Each with what must not come through. */
const HOSTILE: readonly (readonly [string, RegExp])[] = [
  ['<script>alert(1)</script>', /./],
  ['<script src=//e.example></script>', /./],
  ['<scr<script>ipt>alert(1)</script>', /<script|<scr/],
  ['<SCRIPT\n>alert(1)</SCRIPT\n>', /./],
  ['<style>body{display:none}</style>', /./],
  ['<p style="position:fixed;background:url(//e.example)">a</p>', /style|fixed/],
  ['<p onclick="alert(1)" ONMOUSEOVER=alert(1)>a</p>', /alert|on\w+=/i],
  ['<img src=x onerror=alert(1)>', /alert|onerror/],
  ['<img src="x"onerror="alert(1)">', /alert|onerror/],
  ['<img/src="x"/onerror=alert(1)>', /alert|onerror/],
  ['<a href="javascript:alert(1)">a</a>', /javascript|alert/],
  ['<a href=" &#106;ava\tscript&colon;alert(1)">a</a>', /script|alert/],
  ['<a href="data:text/html,<script>alert(1)</script>">a</a>', /data:|alert/],
  ['<a href="vbscript:x">a</a>', /vbscript/],
  ['<a href="https://user:secret@a.example/">a</a>', /secret/],
  ['<a href="/" target="_blank" ping="//e.example" download>a</a>', /target|ping|download/],
  ['<img src="data:image/svg+xml,<svg onload=alert(1)>">', /./],
  ['<img src="javascript:alert(1)">', /./],
  ['<iframe src="//e.example">inside</iframe>', /./],
  ['<iframe srcdoc="<script>alert(1)</script>"></iframe>', /./],
  ['<object data="//e.example"></object><embed src="//e.example">', /./],
  ['<form action="//e.example"><input name="q"><button>go</button></form>', /<|e\.example/],
  ['<textarea>t</textarea><select><option>o</option></select>', /./],
  ['<svg onload=alert(1)><script>alert(1)</script></svg>', /./],
  ['<svg><a xlink:href="javascript:alert(1)"><text>t</text></a></svg>', /javascript|svg|xlink/],
  ['<math><mi xlink:href="javascript:alert(1)">m</mi></math>', /</],
  ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', /onerror=[^&]*>|<math|<style/],
  ['<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">', /<[^>]*onerror/],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">', /<img|<noscript/],
  ['<xmp><script>alert(1)</script></xmp>', /<script|<xmp/],
  ['<template><script>alert(1)</script></template>', /alert/],
  ['<base href="//e.example/"><meta http-equiv="refresh" content="0;//e.example">', /./],
  ['<link rel="stylesheet" href="//e.example">', /./],
  ['<!-- <script>alert(1)</script> --><![CDATA[<script>alert(1)</script>]]>', /alert|<!/],
  ['<!--><img src=x onerror=alert(1)>-->', /onerror|<!/],
  ['<p title="&quot;><script>alert(1)</script>">a</p>', /<script/],
  ['<table background="//e.example"><td background="//e.example">c</td></table>', /e\.example/],
  ['<p id="x" class="y" data-z="w">a</p>', /id=|class|data-/],
  ['<b <script>alert(1)</script>', /<script/],
  ['<custom-element>a</custom-element>', /</],
]

describe('what does not', () => {
  it.each(HOSTILE)('%s', (html, wrong) => {
    expect(clean(html)).not.toMatch(wrong)
    expect(clean(clean(html)), 'cleaning twice changes nothing').toBe(clean(html))
  })

  it.each([
    '<img src="/p.gif" width="1" height="1">',
    '<img src="/p.gif" width="0">',
    '<img src="/p.gif" height=" 1px ">',
    '<img src="/p.gif" style="width:1px;height:1px">',
    '<img src="/p.gif" style="border:0; Display : none !important">',
    '<img src="/p.gif" style="visibility:hidden">',
    '<img>',
    '<img src="">',
    '<img alt="only words">',
  ])('a picture that nobody sees: %s', (html) => expect(clean(html)).toBe(''))

  it.each(['width="100" height="20"', 'style="width:10px"', 'style="width: 1%"', 'style="border-width:20px"'])(
    'but one that somebody sees stays: %s',
    (attributes) => expect(clean(`<img src="/p.gif" ${attributes}>`)).toContain('src="https://a.example/p.gif"'),
  )
})

const RUN = 40_000
const BOMBS: readonly (readonly [string, string])[] = [
  ['nested and closed', '<div>'.repeat(RUN) + '</div>'.repeat(RUN)],
  ['never closed', '<b>'.repeat(RUN)],
  ['closed by what was never opened', '<div></span>'.repeat(RUN)],
  ['closed by paragraphs', '<div></p>'.repeat(RUN)],
  ['in one another’s way', '<b><i></b>'.repeat(RUN)],
  ['foreign elements', '<svg><math>'.repeat(RUN)],
  ['less-than signs', '<'.repeat(RUN * 8)],
  ['ampersands', '&'.repeat(RUN * 8)],
  ['entities that never end', '&eacute'.repeat(RUN)],
  ['comments that never end', '<!--'.repeat(RUN * 2)],
  ['attributes', `<p ${'a=1 '.repeat(RUN * 2)}>x`],
  ['a quote that never ends', `<a href="${'x '.repeat(RUN * 2)}`],
  ['white space', `<p>${' \n'.repeat(RUN * 4)}x`],
]

describe('dear documents end within a second', () => {
  it.each(BOMBS)('%s', (_, html) => {
    const started = performance.now()
    cleanHtml(html, BASE)
    textOfHtml(html)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('what is nested too deep keeps its words', () =>
    expect(clean(`${'<div>'.repeat(500)}deep &amp; down${'</div>'.repeat(500)}`)).toBe('<p>deep &amp; down</p>'))

  it('a long list or text whose ends are not written is not deep', () => {
    expect(clean(`<ul>${'<li>x'.repeat(500)}</ul>`)).toMatch(/^<ul><li>x<\/li><li>/)
    expect(clean('<p>x'.repeat(500))).toMatch(/^<p>x<\/p><p>/)
    expect(clean('<br>x<img src="/a.png">'.repeat(500))).toMatch(/^<br \/>x<img/)
  })

  it('what is too long is cut', () => expect(clean('<p>word</p>'.repeat(100_000)).length).toBeLessThan(410_000))
})

describe('the prose of HTML', () => {
  it.each([
    ['<p>One</p><p>two</p>', 'One two'],
    ['in<b>ter</b>national', 'international'],
    ['one<br>two<div>three</div>four', 'one two three four'],
    ['<style>a{}</style><script>if (a < b) c()</script>words', 'words'],
    ['<iframe>no</iframe><svg><title>no</title><text>no</text></svg>yes', 'yes'],
    ['<form>no</form>yes', 'yes'],
    ['</form></svg>yes', 'yes'],
    ['&eacute;&amp;&#233;&#x1F600;&unknown; &copy', 'é&é😀&unknown; ©'],
    ['&lt;b&gt; is no tag', '<b> is no tag'],
    ['a < b', 'a < b'],
    ['un\u00adseen a\u00a0b', 'un\u00adseen a b'],
    ['<!-- no -->yes', 'yes'],
    ['', ''],
  ])('%s → %s', (html, expected) => expect(textOfHtml(html)).toBe(expected))
})
