/**
 * Query parameters that say how a reader came, not what he reads, in lower case; `x_*` stands for all names that begin with
 * `x_`. From github.com/mpchadwick/tracking-query-params-registry (public domain) and from what feeds carry.
 */
const TRACKING = `
  at_* hsa_* itm_* matomo_* mkt_* mtm_* oft_* piwik_* pk_* stm_* trk_* utm_* xtor* __hs* __s
  _branch_match_id _bta_c _bta_tid _ga _gl _hsenc _hsmi _ke _kx _openstat action_object_map action_ref_map
  action_type_map adgroupid adid campaignid cid_source cmp cmpid cvid dclid dm_i ef_id elqtrack elqtrackid emc epik
  campid customid epslanguage fb_action_ids fb_action_types fb_ref fb_source fbclid feature_source feedid_source ftag gad_campaignid
  gad_source gbraid gclid gclsrc gdffi gdfms gdftrk gpromocode guccounter guce_referrer guce_referrer_sig hsctatracking
  igsh igshid irclickid ito li_fat_id mbid mc_cid mc_eid mkcid mkevt mkrid mkwid ml_subscriber ml_subscriber_hash mod
  msclkid mwrsm ncid ndclid ns_campaign ns_linkname ns_mchannel ns_source oly_anon_id oly_enc_id partner pcrid phpsessid
  rb_clickid redirect_log_mongo_id redirect_mongo_id ref_src ref_url rss rtid s_cid s_kwcid sb_referer_host sc_campaign
  sc_channel sc_content sc_country sc_geo sc_medium sc_outcome sccid sms_click sms_source sms_uph smid spm srsltid
  ss_email_id ss_source taid tk.rss_all traffic_source trk ttclid twclid vero_conv vero_id vgo_ee wbraid wickedid wprov
  gqt tw_adid tw_campaign tw_content tw_source tw_term vmcid wt.mc_id wt_mc yclid ysclid`

/** Whether a parameter tracks; names in lower case. */
export type Tracks = (name: string) => boolean

/** What tracks by the list above and by names of the configuration. */
export function trackingBy(more: readonly string[] = []): Tracks {
  const names = [...TRACKING.trim().split(/\s+/), ...more.map((name) => name.toLowerCase())]
  const exact = new Set(names.filter((name) => !name.endsWith('*')))
  const beginnings = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (name) => exact.has(name) || beginnings.some((beginning) => name.startsWith(beginning))
}
