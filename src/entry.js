#!/usr/bin/env node
// Plain JavaScript that any Node can read, for an old one must be told so in words rather than by a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 19)) import('./main.ts')
else {
  process.stderr.write(
    `Tributary needs Node 22.19 or newer; this is ${process.version}.\n` +
      'In its folder, `npm ci` installs the right one beside it: use `npm start`, or `npx tributary …`.\n',
  )
  process.exitCode = 1
}
