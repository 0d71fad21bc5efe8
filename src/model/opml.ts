/**
 * The namespace of what we write into OPML beside what it has words for, and by which we know our own documents again:
 * in those a text is to the letter what it says, in others it may be escaped twice.
 */
export const OPML_NAMESPACE = 'urn:uuid:94c4c8c1-ad0c-46c5-b247-52bd149a62c5'
