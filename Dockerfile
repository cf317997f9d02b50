# The portal, whole: `web/server/main.ts`, `workers/main.ts` and `bin/prepare-database.ts` of one image, run apart.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY engine/package.json engine/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node prisma/generate.mjs \
  && npx vite build --config web/client/vite.config.ts --logLevel warn \
  && npm prune --omit=dev

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
    NODE_OPTIONS="--disable-warning=ExperimentalWarning --disable-warning=DeprecationWarning" \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=build /app ./
RUN mkdir --mode=700 /data && mkdir /archives && chown node:node /data /archives
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "bin/health.ts"]
CMD ["node", "--min-semi-space-size=8", "--max-semi-space-size=8", "--heap-growing-percent=50", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering", "web/server/main.ts"]
