/**
 * The schema, step by step; the database's `user_version` says how many steps it has behind it. A step that has
 * landed is never edited.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
  INSERT INTO meta VALUES ('version', 1);

  CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    health TEXT NOT NULL DEFAULT 'waiting',
    http_status INTEGER,
    message TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    checked_at INTEGER,
    succeeded_at INTEGER,
    changed_at INTEGER,
    next_check_at INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    moved_to TEXT,
    feed_title TEXT,
    site_url TEXT,
    lease_token TEXT,
    lease_until INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sources_due ON sources (next_check_at) WHERE enabled;
  CREATE INDEX sources_leased ON sources (host, lease_until) WHERE lease_until IS NOT NULL;

  -- key / 1000 is the instant of publication, so that the order of keys is the order of reading.
  CREATE TABLE items (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    uri TEXT NOT NULL UNIQUE,
    source_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    story_id TEXT NOT NULL,
    story_key TEXT,
    archived INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    updated_at INTEGER,
    lang TEXT,
    host TEXT,
    url TEXT,
    image TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    categories TEXT NOT NULL,
    enclosures TEXT NOT NULL,
    summary TEXT NOT NULL,
    content_html TEXT NOT NULL
  ) STRICT;
  CREATE INDEX items_story_key ON items (story_key, key) WHERE story_key IS NOT NULL;
  CREATE INDEX items_story ON items (story_id);
  CREATE INDEX items_lang ON items (lang);

  CREATE TABLE sightings (
    source_id TEXT NOT NULL,
    guid_key TEXT NOT NULL,
    item_key INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    content_hash TEXT NOT NULL,
    rank INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (source_id, guid_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sightings_item ON sightings (item_key);
  CREATE INDEX sightings_source ON sightings (source_id, item_key);

  -- Every canonical URL that ever led to an item.
  CREATE TABLE item_urls (
    url_key TEXT PRIMARY KEY,
    item_key INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX item_urls_item ON item_urls (item_key);

  CREATE TABLE item_topics (
    topic TEXT NOT NULL,
    item_key INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    PRIMARY KEY (topic, item_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX item_topics_item ON item_topics (item_key);

  -- The words come in folded already (see Words): the tokenizer splits at spaces and leaves all letters as they are.
  -- unicode61 would fold some of them once more, and take scripts that its tables do not have for spaces.
  CREATE VIRTUAL TABLE items_fts USING fts5 (
    title, text, author, tag,
    content = '', contentless_delete = 1, tokenize = 'ascii'
  );
  `,
  `
  -- What is polled: the configured url, or where the source has moved to for good; host and domain are this address's.
  ALTER TABLE sources ADD COLUMN address TEXT NOT NULL DEFAULT '';
  ALTER TABLE sources ADD COLUMN domain TEXT NOT NULL DEFAULT '';
  ALTER TABLE sources ADD COLUMN validators_url TEXT;
  ALTER TABLE sources ADD COLUMN moved_since INTEGER;
  -- What a person should know besides the message, though the document is fine.
  ALTER TABLE sources ADD COLUMN note TEXT;
  ALTER TABLE sources ADD COLUMN rhythm TEXT NOT NULL DEFAULT '{"publications":[],"hints":{}}';
  -- The host stands in for the domain until the configuration is read; a move is sure since the last poll that saw it.
  UPDATE sources SET address = url, domain = host, moved_since = iif(moved_to IS NULL, NULL, checked_at);
  -- All that a claim asks of a source that it passes over (enabled as well, or each row is looked up for it): those that
  -- wait for their domain may be many.
  DROP INDEX sources_due;
  CREATE INDEX sources_due ON sources (next_check_at, id, host, domain, checked_at, enabled) WHERE enabled;
  CREATE INDEX sources_url ON sources (url);
  CREATE INDEX sources_address ON sources (address);

  -- free_at: when the domain has its whole budget back (the theoretical arrival time of ITU-T I.371).
  CREATE TABLE domains (
    domain TEXT PRIMARY KEY,
    held_until INTEGER NOT NULL DEFAULT 0,
    free_at INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE items ADD COLUMN extras TEXT;
  `,
  `
  -- What is odd about the document, and not about the poll.
  ALTER TABLE sources ADD COLUMN oddity TEXT;
  UPDATE sources SET oddity = message, message = NULL WHERE health = 'ok';
  -- Each claim asks whether there are polls in the future.
  CREATE INDEX sources_checked ON sources (checked_at, next_check_at, enabled) WHERE enabled;
  `,
  `
  -- Two and three letters of every word are an index of their own: without it a short prefix reads a tenth of all words.
  -- The words of what is there come out of the old index, which has no text beside it.
  CREATE VIRTUAL TABLE old_words USING fts5vocab (items_fts, instance);
  CREATE VIRTUAL TABLE new_fts USING fts5 (
    title, text, author, tag,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3'
  );
  INSERT INTO new_fts (rowid, title, text, author, tag)
    SELECT doc,
      group_concat(term, ' ') FILTER (WHERE col = 'title'), group_concat(term, ' ') FILTER (WHERE col = 'text'),
      group_concat(term, ' ') FILTER (WHERE col = 'author'), group_concat(term, ' ') FILTER (WHERE col = 'tag')
    FROM (SELECT doc, col, term FROM old_words ORDER BY doc, col, offset) GROUP BY doc;
  DROP TABLE old_words;
  DROP TABLE items_fts;
  ALTER TABLE new_fts RENAME TO items_fts;

  -- Apart from the others, for a word of the article is not one of its URL. What is there has its letters beyond ASCII
  -- as percent signs until it is recorded again.
  CREATE VIRTUAL TABLE items_url_fts USING fts5 (url, content = '', contentless_delete = 1, tokenize = 'ascii');
  INSERT INTO items_url_fts (rowid, url) SELECT key, url FROM items;

  -- Bits: 1 an image, 2 audio, 4 video, 8 more to read than the summary.
  ALTER TABLE items ADD COLUMN has INTEGER AS (
    (image IS NOT NULL OR enclosures GLOB '*"type":"image/*')
    + 2 * (enclosures GLOB '*"type":"audio/*')
    + 4 * (enclosures GLOB '*"type":"video/*')
    + 8 * (octet_length(content_html) >= octet_length(summary) + 1000)
  ) VIRTUAL;
  -- In the order of reading, what a query asks that is no word: to look at all items is to read this and not the items.
  CREATE INDEX items_facts ON items (key, story_id, lang, host, has);
  `,
  `
  -- What filters make of an item: the tags among its categories that they gave it, and what its relevance is multiplied by.
  ALTER TABLE items ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE items ADD COLUMN boost REAL NOT NULL DEFAULT 1;
  -- Why a sighting is hidden, as JSON; an item is hidden where all of its sightings are.
  ALTER TABLE sightings ADD COLUMN hiding TEXT;
  ALTER TABLE items ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
  -- Apart from the table, of which a row is several pages: whoever finds an item asks whether it is hidden.
  CREATE INDEX items_hidden ON items (hidden) WHERE hidden = 1;
  `,
  `
  -- What title and text come to as words: it tells an article of a source again whose guid and link are no help.
  ALTER TABLE sightings ADD COLUMN text_key TEXT;
  CREATE INDEX sightings_text ON sightings (source_id, text_key) WHERE text_key IS NOT NULL;
  -- Of title, text and link, without counters and the like: where it changes the publisher has edited the article.
  ALTER TABLE items ADD COLUMN substance TEXT;
  -- What a reader was told of an edit stays said.
  UPDATE items SET updated_at = max(ifnull(updated_at, 0), changed_at) WHERE changed_at > first_seen_at;
  -- The URL is what the item writes about, and its own only as long as nobody else has it.
  ALTER TABLE item_urls ADD COLUMN weak INTEGER NOT NULL DEFAULT 0;
  -- What a source does with its guids and links.
  ALTER TABLE sources ADD COLUMN habits TEXT NOT NULL DEFAULT '{}';
  -- Hidden sightings rank below those that were taken from elsewhere (priority - 101), which rank below all others.
  UPDATE sightings SET rank = rank - 899 WHERE hiding IS NOT NULL;
  UPDATE items SET rank = rank - 899 WHERE rank < 0;

  -- The order in which items came to us, as the key is that of publication: a thousand to each millisecond.
  ALTER TABLE items ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
  UPDATE items SET received = first_seen_at * 1000 + place FROM (
    SELECT key AS k, row_number() OVER (PARTITION BY first_seen_at ORDER BY key) - 1 AS place FROM items) WHERE key = k;
  CREATE INDEX items_received ON items (received);

  CREATE TABLE revisions (
    item_key INTEGER NOT NULL REFERENCES items (key) ON DELETE CASCADE,
    replaced_at INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    html TEXT NOT NULL,
    PRIMARY KEY (item_key, replaced_at)
  ) STRICT;

  -- What stays of a purged item: the keys that it would come back by.
  CREATE TABLE tombstones (
    source_id TEXT NOT NULL,
    guid_key TEXT NOT NULL,
    text_key TEXT,
    id TEXT NOT NULL,
    purged_at INTEGER NOT NULL,
    PRIMARY KEY (source_id, guid_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tombstones_text ON tombstones (source_id, text_key) WHERE text_key IS NOT NULL;
  CREATE TABLE buried_urls (url_key TEXT PRIMARY KEY, id TEXT NOT NULL, purged_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Items that came and have not been compared with others yet, in the order of their coming.
  CREATE TABLE story_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    item_key INTEGER NOT NULL UNIQUE REFERENCES items (key) ON DELETE CASCADE
  ) STRICT;
  -- Those that have been: what others are compared by, and why they are where they are. A change gives a new seq, so that
  -- another process sees it.
  CREATE TABLE story_members (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    item_key INTEGER NOT NULL UNIQUE REFERENCES items (key) ON DELETE CASCADE,
    features TEXT NOT NULL,
    joining TEXT,
    by_hand INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- What a story was called before it was found to be the same as another.
  CREATE TABLE story_aliases (alias TEXT PRIMARY KEY, story_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX story_aliases_of ON story_aliases (story_id);
  -- Stories were the items of one title; all are compared anew.
  DROP INDEX items_story_key;
  UPDATE items SET story_id = id, story_key = NULL WHERE story_id <> id OR story_key IS NOT NULL;
  INSERT INTO story_queue (item_key) SELECT key FROM items ORDER BY key;
  `,
  `
  -- 2: it is taken down. Whoever finds an item asks whether it is hidden by filters or taken down.
  DROP INDEX items_hidden;
  CREATE INDEX items_hidden ON items (hidden) WHERE hidden > 0;
  CREATE INDEX items_origin ON items (extras ->> '$.origin.url') WHERE extras ->> '$.origin.url' IS NOT NULL;

  -- What a feed had in a day or a week, as it was published: it does not change any more.
  CREATE TABLE editions (name TEXT PRIMARY KEY, edition TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Items that were published and are not any more, with what feeds find them by.
  CREATE TABLE withdrawals (
    id TEXT PRIMARY KEY,
    uri TEXT NOT NULL,
    at INTEGER NOT NULL,
    lang TEXT,
    host TEXT,
    key INTEGER NOT NULL,
    sources TEXT NOT NULL,
    topics TEXT NOT NULL
  ) STRICT;
  CREATE INDEX withdrawals_at ON withdrawals (at);
  `,
  `
  -- The last polls of each source, one for each slot of a ring; how many there ever were says which slot is next.
  ALTER TABLE sources ADD COLUMN polled INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE polls (
    source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    slot INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    duration_ms INTEGER,
    added INTEGER NOT NULL,
    merged INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    message TEXT,
    PRIMARY KEY (source_id, slot)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What full text costs is mostly the merging of what was written before. By eight it is less than by four; and never
  -- all at once (crisismerge), which nothing else could be done beside.
  INSERT INTO items_fts (items_fts, rank) VALUES ('automerge', 8), ('crisismerge', 1000);
  INSERT INTO items_url_fts (items_url_fts, rank) VALUES ('automerge', 8), ('crisismerge', 1000);
  -- Its pieces are to fill pages, which are larger in databases that are made from now on.
  INSERT INTO items_fts (items_fts, rank) SELECT 'pgsz', page_size - 50 FROM pragma_page_size;
  INSERT INTO items_url_fts (items_url_fts, rank) SELECT 'pgsz', page_size - 50 FROM pragma_page_size;
  `,
  `
  -- What the document of each source listed, whose hash is \`body_hash\`.
  CREATE TABLE listings (
    source_id TEXT PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    body_hash TEXT NOT NULL,
    listing TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Items are compared within days of their publication: what older ones are compared by is dropped, and so those that
  -- still have it are found at once, by when they came and by when they were published.
  CREATE INDEX story_members_known ON story_members (seq) WHERE features <> '' OR by_hand = 1;
  CREATE INDEX story_members_compared ON story_members (item_key) WHERE features <> '';
  `,
]
