// Written by scripts/gen/pinned-hashes.mjs from the checksum database: do not edit.
export const pinnedHashes: Record<string, string> = {}
