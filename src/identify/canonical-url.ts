/** Query parameters that say how a reader came, not what he reads: exact names, then beginnings of names. */
const TRACKING = new Set(
  `_branch_match_id _bta_c _bta_tid _ga _gl _hsenc _hsmi _ke _kx _openstat action_object_map action_ref_map
action_type_map at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_format at_link_id at_link_origin
at_link_type at_medium at_ptr_name at_recipient_id at_recipient_list at_send_date cmp cmpid cvid dclid ef_id emc epik
epslanguage fb_action_ids fb_action_types fb_ref fb_source fbclid feature_source ftag gbraid gclid gclsrc gdffi gdfms
gdftrk guccounter guce_referrer guce_referrer_sig hsa_acc hsa_ad hsa_cam hsa_grp hsa_kw hsa_mt hsa_net hsa_src hsa_tgt
hsa_ver hsctatracking igshid itm_campaign itm_medium itm_source ito mbid mc_cid mc_eid mkcid mkevt mkrid mkwid mod
msclkid mtm_campaign mtm_cid mtm_content mtm_group mtm_keyword mtm_medium mtm_placement mtm_source mwrsm ncid
ns_campaign ns_linkname ns_mchannel ns_source oly_anon_id oly_enc_id partner pcrid phpsessid piwik_campaign
piwik_keyword piwik_kwd pk_campaign pk_content pk_keyword pk_kwd pk_medium pk_source rb_clickid redirect_log_mongo_id
redirect_mongo_id ref_src ref_url rss s_cid s_kwcid sb_referer_host smid spm srsltid ss_email_id ss_source tk.rss_all
traffic_source trk trk_contact trk_module trk_msg trk_sid ttclid twclid vero_conv vero_id wbraid wickedid wt.mc_id
wt_mc xtor yclid`.split(/\s+/),
)
const TRACKING_PREFIX = /^(?:utm_|matomo_|stm_|oft_|mtm_)/

/** Parameters that name the way only where they say `rss`, and `ref` also where it names a site. */
const WAY = new Set('_location from ref source src via'.split(' '))
const SITE = /^(?:[\w-]+\.)+[a-z]{2,}$/i
/** A fragment that tells one article of a page from another: a route (`#!/a`) or a number (`#comment-12`). */
const PART = /^#(?:!?\/.+|!.+|[a-z_-]*[:_-]?\d{2,})$/i

/**
 * What is left of a URL when all that may differ between two links to one article is taken away: scheme, `www.`,
 * default port, trailing slash, tracking parameters, the order of the others, and a fragment that tells no article of
 * the page from another. A key, not an address. `undefined` for what is no article's address: a front page.
 */
export function canonicalUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, port, pathname, search, hash } = new URL(url)
  const path = pathname
    .replace(/;jsessionid=[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
  const parameters = parametersOf(search)
  const part = PART.test(hash) ? hash : ''
  if (path === '' && parameters.length === 0 && part === '') return undefined
  const authority = hostname.replace(/^www\./, '').replace(/\.$/, '') + (port === '' ? '' : `:${port}`)
  return `${authority}${normaliseEscapes(path)}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}${part}`
}

function parametersOf(search: string): string[] {
  const written = search.slice(1).split('&')
  return written
    .map((parameter): [string, string] => {
      const [name = '', ...value] = parameter.split('=')
      // `&amp;` that was escaped once too often.
      return [spelling(name).replace(/^(?:amp%3B)+/i, ''), spelling(value.join('='))]
    })
    .filter(([name, value]) => name + value !== '' && !isTracking(name.toLowerCase(), value))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
}

function isTracking(name: string, value: string): boolean {
  if (TRACKING.has(name) || TRACKING_PREFIX.test(name)) return true
  return (WAY.has(name) && /^rss/i.test(value)) || (name === 'ref' && SITE.test(value))
}

/** The one spelling of a parameter's name or value; escaped bytes that are no UTF-8 stay apart from one another. */
function spelling(written: string): string {
  const spaced = written.replaceAll('+', '%20')
  try {
    return encodeURIComponent(decodeURIComponent(spaced))
  } catch {
    return normaliseEscapes(spaced)
  }
}

/** RFC 3986, 6.2.2: escapes in upper case, and none for what needs none. */
function normaliseEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase()
  })
}
