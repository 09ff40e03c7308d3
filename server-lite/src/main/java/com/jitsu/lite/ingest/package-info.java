/**
 * Accepts events over HTTP: authenticates, parses, normalises, answers when the journal is synced.
 */
@NullMarked
package com.jitsu.lite.ingest;

import org.jspecify.annotations.NullMarked;
