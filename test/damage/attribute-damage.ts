import { type Damage, inItems } from './damage.ts'

const TAG = /<((?:\w+:)?(?:link|guid|enclosure|content|title|description|summary|item|entry))((?:\s[^<>]*?)?)(\/?)>/g

/** Damage to the attributes of an item's tags; where a tag has none, it gets one. */
export const ATTRIBUTE_DAMAGE: Readonly<Record<string, Damage>> = {
  'attributes without quotes': inTags((attributes) => attributes.replace(/=(["'])(.*?)\1/g, '=$2')),
  'attribute without its last quote': inTags((attributes) => attributes.replace(/["']$/, '')),
  'attribute without its first quote': inTags((attributes) => attributes.replace(/=["']/, '=')),
  'attribute twice': inTags((attributes) => `${attributes} class="a" class="b"${attributes}`),
  'attributes without a value': inTags((attributes) => ` async${attributes} x= checked`),
  'attributes without a space between': inTags((attributes) => `${attributes}a="1"b="2"`),
  'bare ampersand in an attribute': inTags((attributes) => attributes.replace(/(["'])$/, '&b=2&amp&lt$1')),
  'less-than sign in an attribute': inTags((attributes) => attributes.replace(/(["'])$/, ' <5 & <b>x</b>$1')),
  'odd names of attributes': inTags((attributes) => `${attributes} 1="2" :x="y" a:b:c="d" __proto__="e" "f" =g`),
  'entity in an attribute': inTags((attributes) => attributes.replace(/(["'])$/, '&eacute;&foo;&nbsp$1')),
}

function inTags(edit: (attributes: string) => string): Damage {
  return inItems((item, random) => {
    const tags = [...item.matchAll(TAG)]
    const tag = random.pick(tags.filter(([, , attributes]) => attributes !== '').concat(tags.slice(0, 1)))
    const [written, name, attributes = '', empty] = tag
    const own = attributes === '' ? ' lang="fr"' : attributes
    return item.replace(written, () => `<${name}${edit(own)}${empty}>`)
  })
}
