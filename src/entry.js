#!/usr/bin/env node
// Plain JavaScript that any Node can read, for an old one must be told so in words rather than by a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 19)) start()
else {
  process.stderr.write(
    `Tributary needs Node 22.19 or newer; this is ${process.version}.\n` +
      'In its folder, `npm ci` installs the right one beside it: use `npm start`, or `npx tributary …`.\n',
  )
  process.exitCode = 1
}

async function start() {
  const { enableCompileCache } = await import('node:module')
  const { fileURLToPath } = await import('node:url')
  const { setFlagsFromString } = await import('node:v8')
  // What has been compiled is kept beside what it was made of: the next start takes half the time. Where nothing can be
  // written there it goes on without. Processes begun by this one find it by the variable.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/tributary', import.meta.url))
  enableCompileCache(process.env.NODE_COMPILE_CACHE)
  // All that a start allocates stays: V8 takes it for a sign that it needs 64 MB for what is young, and keeps them for ever.
  setFlagsFromString('--semi-space-growth-factor=1')
  const { boundHeap } = await import('./heap.ts')
  boundHeap()
  await import('./main.ts')
  setFlagsFromString('--semi-space-growth-factor=2')
}
