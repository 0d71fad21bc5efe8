import { describe, expect, it } from 'vitest'
import { readable } from '../../src/web/readable.ts'

describe('HTML from elsewhere on a page', () => {
  it.each([
    ['headings begin where the page wants them', '<h1>a</h1><h3>b</h3>', '<h2>a</h2><h3>b</h3>'],
    ['headings skip no level', '<h2>a</h2><h6>b</h6><h2>c</h2>', '<h2>a</h2><h3>b</h3><h2>c</h2>'],
    ['the first heading may be a low one', '<h4>a</h4><h2>b</h2>', '<h2>a</h2><h2>b</h2>'],
    ['a heading without words is none', '<h2> </h2><h3>a</h3>', '<div> </div><h2>a</h2>'],
    ['a picture without words is said to have none', '<img src="/a.png">', '<img src="/a.png" alt="">'],
    [
      'a link that is a picture without words has a name',
      '<a href="https://a.example/b"><img src="/c.png"></a>',
      '<a href="https://a.example/b"><img src="/c.png" alt="a.example"></a>',
    ],
    [
      'a link that is a picture with words keeps them',
      '<a href="https://a.example/b"><img src="/c.png" alt="A cat"></a>',
      '<a href="https://a.example/b"><img src="/c.png" alt="A cat"></a>',
    ],
    ['a link with nothing in it is none', '<a href="https://a.example/" rel="noopener"></a>', '<span></span>'],
    ['a link that leads nowhere is none', '<a rel="noopener">a</a>', '<span>a</span>'],
    ['a list has entries alone', '<ul>a<li>b</li> <p>c</p></ul>', '<ul><li>a</li><li>b</li> <li><p>c</p></li></ul>'],
    ['an entry without a list is none', '<li>a</li>', '<div>a</div>'],
    ['what may be wide can be scrolled by keys', '<pre>a</pre>', '<pre tabindex="0">a</pre>'],
    ['lines have no blanks at their ends', '<p>a \n b</p>', '<p>a\n b</p>'],
    [
      'players keep their controls',
      '<video src="/a" controls=""></video> controls=""',
      '<video src="/a" controls></video> controls=""',
    ],
  ])('%s', (_what, written, shown) => {
    expect(readable(written, 2)).toBe(shown)
  })

  it('has headings down to the sixth level at most', () => {
    expect(readable('<h1>a</h1><h2>b</h2><h3>c</h3>', 5)).toBe('<h5>a</h5><h6>b</h6><h6>c</h6>')
  })
})
