package com.jitsu.lite.ingest.classic;

import com.jitsu.lite.sources.Grant;
import com.jitsu.lite.sources.Source;

/**
 * A token that opens something.
 *
 * @param text as it was sent
 */
record Token(String text, Grant grant) {

  Source source() {
    return grant.source();
  }

  /** What may be written of it: anybody may read a public key; of a secret, the source's id. */
  String label() {
    return grant.isBrowser() ? text : source().id();
  }
}
