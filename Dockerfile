# Two stages, so that npm's cache and whatever else an install leaves behind stay out of the image that runs.
FROM node:24-slim AS dependencies
WORKDIR /app
# These two alone: an edit in src/ must not install everything anew.
COPY package.json package-lock.json ./
# No scripts: nothing here needs one (better-sqlite3 brings its binaries along), so no package gets to run one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production \
    TRIBUTARY_DATA=/data
# A new volume takes over the owner of the folder that it covers, so the folder has to be the user's before VOLUME.
RUN mkdir /data && chown node:node /data
# All of /app stays root's: the service reads its program and never writes it.
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json feeds.config.json ./
# A source of feeds.config.json; its path there is relative to that file.
COPY data/archive ./data/archive
# The page `/help/query` is made of it.
COPY docs/query-language.md ./docs/
# Last, for it changes most often. Node runs the TypeScript as it is: there is nothing to build.
COPY src ./src

USER node
VOLUME /data
EXPOSE 8080

# slim has no curl. Exec form: one process and no shell; so it is node that reads PORT.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/healthz', { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Exec form again, and neither npm nor a shell in between: SIGTERM reaches node, which then stops in an orderly way.
# The command is apart, so that `docker run … tributary poll --force` runs another one.
ENTRYPOINT ["node", "src/entry.js"]
CMD ["serve"]
