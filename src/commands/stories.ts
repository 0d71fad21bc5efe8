import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import type { Store } from '../store/store.ts'
import { findItemId, openConfiguredStore } from '../tributary.ts'
import type { Terminal } from './terminal.ts'

export function storiesCommand(terminal: Terminal): Command {
  const withStore = async (work: (store: Store, idOf: (named: string) => Promise<string>) => Promise<void>) => {
    const config = loadConfig(terminal.env, terminal.cwd)
    const store = await openConfiguredStore(config, Date.now())
    try {
      await work(store, (named) => findItemId(store, named, config))
    } finally {
      await store.close()
    }
  }
  return new Command('stories')
    .description('correct by hand, for good, which articles tell the same story')
    .addCommand(
      new Command('join')
        .description('make the stories of two articles one')
        .argument('<article>', 'an id or a URL')
        .argument('<other>', 'an id or a URL')
        .action((one: string, other: string) =>
          withStore(async (store, idOf) => {
            await store.joinStories(await idOf(one), await idOf(other))
            terminal.out.write('They are one story now.\n')
          }),
        ),
    )
    .addCommand(
      new Command('split')
        .description('take an article out of its story')
        .argument('<article>', 'an id or a URL')
        .action((named: string) =>
          withStore(async (store, idOf) => {
            await store.splitStory(await idOf(named))
            terminal.out.write('It is a story of its own now.\n')
          }),
        ),
    )
}
